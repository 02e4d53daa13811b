package dev.sallyport.application.admin;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.admin.LineFault.Code;
import dev.sallyport.application.admin.LineFault.Member;
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
    private final boolean skipExisting;
    private final Set<EmailAddress> seenEmails = new HashSet<>();
    private final Set<UserId> seenIds = new HashSet<>();

    ImportJudgement(CarriedUsers users, PasswordHasher hasher, boolean skipExisting) {
        this.users = users;
        this.hasher = hasher;
        this.skipExisting = skipExisting;
    }

    /**
     * What is to be done with a batch.
     *
     * @param welcome who comes in
     * @param present how many are there already
     */
    record Verdict(List<ImportedUser> welcome, int present, List<ImportLine.Refused> refused) {}

    Verdict of(List<ImportLine> batch, Set<RoleName> roles, Instant now) {
        Existing existing = existing(batch);
        List<ImportedUser> welcome = new ArrayList<>();
        List<ImportLine.Refused> refused = new ArrayList<>();
        int present = 0;
        for (ImportLine line : batch) {
            switch (line) {
                case ImportLine.Refused unreadable -> refused.add(unreadable);
                case ImportLine.Read(long number, ImportedUser user) -> {
                    List<LineFault> faults = faults(user, roles, now);
                    boolean passedOver = faults.isEmpty() && isPresent(user, existing);
                    if (faults.isEmpty() && !passedOver) {
                        faults.addAll(existing.faults(user));
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
                .filter(found -> skipExisting || user.describes(found))
                .isPresent();
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
                found.stream().map(CarriedUser::id).collect(Collectors.toUnmodifiableSet()));
    }

    /** Who is there of a batch. */
    private record Existing(Map<EmailAddress, CarriedUser> byEmail, Set<UserId> ids) {
        Optional<CarriedUser> at(EmailAddress email) {
            return Optional.ofNullable(byEmail.get(email));
        }

        List<LineFault> faults(ImportedUser user) {
            if (byEmail.containsKey(user.email())) {
                return List.of(LineFault.of(Member.EMAIL, Code.TAKEN));
            }
            return user.id().map(ids::contains).orElse(false)
                    ? List.of(LineFault.of(Member.ID, Code.TAKEN))
                    : List.of();
        }
    }
}
