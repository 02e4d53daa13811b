package dev.sallyport.application.admin;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.admin.ImportUsers.Option;
import dev.sallyport.application.admin.LineFault.Code;
import dev.sallyport.application.admin.LineFault.Member;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges the lines of one import, batch by batch, and remembers which addresses and ids it has seen. */
final class ImportJudgement {
    private final CarriedUsers users;
    private final PasswordHasher hasher;
    private final Set<Option> options;
    private final Set<EmailAddress> seenEmails = new HashSet<>();
    private final Set<UserId> seenIds = new HashSet<>();

    ImportJudgement(CarriedUsers users, PasswordHasher hasher, Set<Option> options) {
        this.users = users;
        this.hasher = hasher;
        this.options = options;
    }

    /**
     * What is to be done with a batch.
     *
     * @param welcome who comes in
     * @param present how many are there already
     */
    record Verdict(List<ImportedUser> welcome, int present, List<ImportLine.Refused> refused) {}

    /**
     * Judges one batch.
     *
     * @param roles what each role allows
     */
    Verdict of(List<ImportLine> batch, Map<RoleName, Set<Permission>> roles, Instant now) {
        Existing existing = existing(batch);
        List<ImportedUser> welcome = new ArrayList<>();
        List<ImportLine.Refused> refused = new ArrayList<>();
        int present = 0;
        for (ImportLine line : batch) {
            switch (line) {
                case ImportLine.Refused unreadable -> refused.add(unreadable);
                case ImportLine.Read(long number, ImportedUser user) -> {
                    List<LineFault> faults = faults(user, roles.keySet(), now);
                    boolean passedOver = faults.isEmpty() && isPresent(user, existing);
                    if (faults.isEmpty() && !passedOver) {
                        faults.addAll(objections(user, existing, roles));
                    }
                    if (!faults.isEmpty()) {
                        refused.add(new ImportLine.Refused(number, faults));
                    } else if (passedOver) {
                        present++;
                    } else {
                        welcome.add(user);
                    }
                }
            }
        }
        return new Verdict(welcome, present, refused);
    }

    private boolean isPresent(ImportedUser user, Existing existing) {
        return existing.at(user.email())
                .filter(found -> options.contains(Option.SKIP_EXISTING) || user.describes(found))
                .isPresent();
    }

    /** What keeps somebody out who is described well. */
    private List<LineFault> objections(ImportedUser user, Existing existing, Map<RoleName, Set<Permission>> roles) {
        List<LineFault> objections = new ArrayList<>(existing.faults(user));
        if (objections.isEmpty() && !options.contains(Option.ALLOW_ADMINISTRATORS) && isAdministrator(user, roles)) {
            objections.add(LineFault.of(Member.ROLES, Code.ADMINISTRATIVE_ROLE));
        }
        return objections;
    }

    private static boolean isAdministrator(ImportedUser user, Map<RoleName, Set<Permission>> roles) {
        return user.roles().orElse(Set.of()).stream()
                .anyMatch(role -> role.equals(BuiltInRoles.ADMIN)
                        || BuiltInRoles.isAdministrative(roles.getOrDefault(role, Set.of())));
    }

    /** What is wrong with it whoever is there already. */
    private List<LineFault> faults(ImportedUser user, Set<RoleName> roles, Instant now) {
        List<LineFault> faults = new ArrayList<>();
        if (!seenEmails.add(user.email())) {
            faults.add(LineFault.of(Member.EMAIL, Code.REPEATED));
        }
        if (!user.id().map(seenIds::add).orElse(true)) {
            faults.add(LineFault.of(Member.ID, Code.REPEATED));
        }
        if (!user.roles().map(roles::containsAll).orElse(true)) {
            faults.add(LineFault.of(Member.ROLES, Code.UNKNOWN_ROLE));
        }
        if (!user.passwordHash().map(hasher::recognises).orElse(true)) {
            faults.add(LineFault.of(Member.PASSWORD_HASH, Code.UNSUPPORTED_HASH));
        } else if (user.passwordHash().map(hasher::isTooDear).orElse(false)) {
            faults.add(LineFault.of(Member.PASSWORD_HASH, Code.HASH_TOO_DEAR));
        }
        if (user.createdAt().map(now::isBefore).orElse(false)) {
            faults.add(LineFault.of(Member.CREATED_AT, Code.IN_THE_FUTURE));
        }
        if (user.lastSignInAt().map(now::isBefore).orElse(false)) {
            faults.add(LineFault.of(Member.LAST_SIGN_IN_AT, Code.IN_THE_FUTURE));
        }
        return faults;
    }

    private Existing existing(List<ImportLine> batch) {
        Set<EmailAddress> emails = new HashSet<>();
        Set<UserId> ids = new HashSet<>();
        for (ImportLine line : batch) {
            if (line instanceof ImportLine.Read(long number, ImportedUser user)) {
                emails.add(user.email());
                user.id().ifPresent(ids::add);
            }
        }
        List<CarriedUser> found = emails.isEmpty() ? List.of() : users.find(emails, ids);
        return new Existing(
                found.stream().collect(Collectors.toMap(CarriedUser::email, Function.identity())),
                found.stream().map(CarriedUser::id).collect(Collectors.toUnmodifiableSet()),
                ids.isEmpty() || options.contains(Option.RESTORE_DELETED) ? Set.of() : users.deleted(ids));
    }

    /** Who is there of a batch, and who was. */
    private record Existing(Map<EmailAddress, CarriedUser> byEmail, Set<UserId> ids, Set<UserId> deleted) {
        Optional<CarriedUser> at(EmailAddress email) {
            return Optional.ofNullable(byEmail.get(email));
        }

        List<LineFault> faults(ImportedUser user) {
            if (byEmail.containsKey(user.email())) {
                return List.of(LineFault.of(Member.EMAIL, Code.TAKEN));
            }
            if (user.id().map(ids::contains).orElse(false)) {
                return List.of(LineFault.of(Member.ID, Code.TAKEN));
            }
            return user.id().map(deleted::contains).orElse(false)
                    ? List.of(LineFault.of(Member.ID, Code.DELETED))
                    : List.of();
        }
    }
}
