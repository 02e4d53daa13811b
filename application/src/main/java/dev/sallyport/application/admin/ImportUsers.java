package dev.sallyport.application.admin;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings users in from elsewhere at the word of an operator, who vouches for them. Each line stands for itself: one that is refused keeps no other from coming in. Whoever is
 * there already, just as described, is left as they are, so that an import that broke off is simply done again.
 */
public final class ImportUsers {
    /** So many come in with one transaction, or not at all. */
    private static final int BATCH = 1_000;

    private final Transactor transactor;
    private final CarriedUsers users;
    private final Roles roles;
    private final PasswordHasher hasher;
    private final Auditor auditor;
    private final IdGenerator ids;
    private final InstantSource clock;

    public ImportUsers(
            Transactor transactor,
            CarriedUsers users,
            Roles roles,
            PasswordHasher hasher,
            Auditor auditor,
            IdGenerator ids,
            InstantSource clock) {
        this.transactor = transactor;
        this.users = users;
        this.roles = roles;
        this.hasher = hasher;
        this.auditor = auditor;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * An operator has a file.
     *
     * @param lines read as they are needed
     * @param locale of those whose line does not say
     * @param refused told of each line that is refused, in their order
     */
    public record Command(
            Iterator<ImportLine> lines, Set<Option> options, LanguageTag locale, Consumer<ImportLine.Refused> refused) {
        public Command {
            options = Set.copyOf(options);
        }
    }

    /** What is done otherwise if an operator says so. */
    public enum Option {
        /** Everything is judged and nothing is written. */
        DRY_RUN,
        /** An address that has an account is passed over, whatever the line says of it. */
        SKIP_EXISTING,
        /** Also those come in whose roles allow to administer the installation. */
        ALLOW_ADMINISTRATORS,
        /** Also those come in who were deleted here since. */
        RESTORE_DELETED
    }

    /**
     * What became of all lines.
     *
     * @param imported how many came in, or would have
     * @param present how many were there already
     * @param withoutFactor how many of those who came in are asked for a second factor that did not come along
     */
    public record Result(long imported, long present, long refused, long withoutFactor) {}

    public Result handle(Command command) {
        var judgement = new ImportJudgement(users, hasher, command.options());
        var tally = new Tally();
        while (command.lines().hasNext()) {
            takeIn(nextOf(command.lines()), judgement, command, tally);
        }
        return tally.result();
    }

    private static List<ImportLine> nextOf(Iterator<ImportLine> lines) {
        List<ImportLine> batch = new ArrayList<>();
        while (batch.size() < BATCH && lines.hasNext()) {
            batch.add(lines.next());
        }
        return batch;
    }

    private void takeIn(List<ImportLine> batch, ImportJudgement judgement, Command command, Tally tally) {
        Instant now = clock.instant();
        ImportJudgement.Verdict verdict =
                judgement.of(batch, roles.definitions().permissions(), now);
        List<CarriedUser> arriving = verdict.welcome().stream()
                .map(user -> user.arriving(new UserId(ids.next()), command.locale(), hasher, now))
                .toList();
        Set<UserId> added = command.options().contains(Option.DRY_RUN)
                ? arriving.stream().map(CarriedUser::id).collect(Collectors.toUnmodifiableSet())
                : add(arriving, now);
        verdict.refused().forEach(command.refused());
        tally.count(verdict, arriving, added);
    }

    private Set<UserId> add(List<CarriedUser> arriving, Instant now) {
        return transactor.inTransaction(() -> {
            Set<UserId> added = users.add(arriving);
            auditor.record(
                    arriving.stream()
                            .filter(user -> added.contains(user.id()))
                            .flatMap(ImportUsers::events)
                            .toList(),
                    Client.local(),
                    now);
            return added;
        });
    }

    /** What everybody gets goes without saying; what else somebody may do is found like any role that was granted. */
    private static Stream<AuditEvent> events(CarriedUser user) {
        return Stream.concat(
                Stream.of(new AuditEvent.AccountCreated(user.id(), Origin.IMPORT, Optional.empty())),
                user.roles().stream()
                        .filter(role -> !role.equals(BuiltInRoles.USER))
                        .sorted(Comparator.comparing(RoleName::value))
                        .map(role -> new AuditEvent.RoleGranted(user.id(), role, new Author.Operator())));
    }

    /** Whoever got an address between the judgement and the import is counted as present: what is theirs is theirs. */
    private static final class Tally {
        private long imported;
        private long present;
        private long refused;
        private long withoutFactor;

        void count(ImportJudgement.Verdict verdict, List<CarriedUser> arriving, Set<UserId> added) {
            imported += added.size();
            present += verdict.present() + arriving.size() - added.size();
            refused += verdict.refused().size();
            withoutFactor += arriving.stream()
                    .filter(CarriedUser::twoFactorEnabled)
                    .map(CarriedUser::id)
                    .filter(added::contains)
                    .count();
        }

        Result result() {
            return new Result(imported, present, refused, withoutFactor);
        }
    }
}
