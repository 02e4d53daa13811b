package dev.sallyport.domain.audit;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue of all that the audit trail tells of: each {@link AuditEvent#type()}, and families of them by what stands before the dot. */
public final class AuditEventTypes {
    /** What selects a whole family, as in {@code sign-in.*}. */
    private static final String ANY = ".*";

    /** In the order of {@link AuditEvent#type()}. */
    static final List<String> ALL = List.of(
            "registration.started",
            "registration.address-taken",
            "registration.resent",
            "registration.verification-refused",
            "account.created",
            "account.profile-changed",
            "sign-in.succeeded",
            "sign-in.new-device",
            "sign-in.refused",
            "sign-in.second-factor-asked",
            "session.stepped-up",
            "second-factor.refused",
            "second-factor.added",
            "second-factor.removed",
            "second-factor.reset",
            "recovery-code.used",
            "recovery-codes.renewed",
            "session.signed-out",
            "session.ended",
            "session.displaced",
            "session.refresh-token-reused",
            "password.changed",
            "password.refused",
            "password.disabled",
            "password.reset-requested",
            "password.reset-withheld",
            "password.reset",
            "password.reset-sent",
            "password.set",
            "email.change-requested",
            "email.change-refused",
            "email.changed",
            "email.change-undone",
            "account.deletion-scheduled",
            "account.kept",
            "account.deleted",
            "account.changed",
            "account.suspended",
            "account.reinstated",
            "account.exported",
            "mail.retried",
            "role.created",
            "role.changed",
            "role.deleted",
            "role.permission-allowed",
            "role.permission-revoked",
            "role.granted",
            "role.taken",
            "invitation.sent",
            "invitation.withdrawn",
            "users.exported");

    private AuditEventTypes() {}

    /** One type by its name, or all of a family: {@code sign-in.*}. */
    public static Parsed<Set<String>> parse(String text) {
        Set<String> selected = ALL.stream()
                .filter(type -> type.equals(text) || (text.endsWith(ANY) && isOf(type, text)))
                .collect(Collectors.toUnmodifiableSet());
        return selected.isEmpty() ? Parsed.invalid(Flaw.MALFORMED) : Parsed.valid(selected);
    }

    private static boolean isOf(String type, String family) {
        String prefix = family.substring(0, family.length() - 1);
        return type.startsWith(prefix) && prefix.indexOf('.') == prefix.length() - 1;
    }
}
