package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.account.DomainList;
import dev.sallyport.domain.recovery.RecoveryPolicy;
import dev.sallyport.domain.registration.Admission;
import dev.sallyport.domain.registration.RegistrationPolicy;
import java.time.Duration;
import java.util.List;

/**
 * How accounts come into being, change and go, and how their owners get back into them.
 *
 * @param blockedDomains whose addresses no account may get
 */
public record AccountSettings(
        RegistrationPolicy registration, AccountPolicy account, RecoveryPolicy recovery, DomainList blockedDomains) {
    static final Setting<Admission> REGISTRATION = Setting.of(
            "REGISTRATION",
            Group.ACCOUNTS,
            ValueTypes.oneOf(Admission.class),
            "open",
            "Who gets an account: `open`: whoever wants one; `invite-only`: whom an administrator or the operator invites;"
                    + " `closed`: whom the operator invites, or makes or imports one for.");
    static final Setting<Duration> INVITATION_EXPIRATION = Setting.of(
            "INVITATION_EXPIRATION",
            Group.ACCOUNTS,
            ValueTypes.duration("1m", "30d"),
            "7d",
            "How long an invitation can be accepted; at most 30 days.");
    static final Setting<DomainList> EMAIL_DOMAIN_BLOCKLIST = Setting.optional(
            "EMAIL_DOMAIN_BLOCKLIST",
            Group.ACCOUNTS,
            new DomainListType(),
            "none",
            "Domains whose addresses no account may get, with all below them, one a line; best read from a UTF-8 file that"
                    + " `EMAIL_DOMAIN_BLOCKLIST_FILE` names. What follows a `#` is a comment.");
    static final Setting<Duration> EMAIL_CODE_EXPIRATION = Setting.of(
            "EMAIL_CODE_EXPIRATION",
            Group.ACCOUNTS,
            ValueTypes.duration("1s", "10m"),
            "10m",
            "How long a mailed code, which proves the address of a new account or another one for an account, is accepted;"
                    + " at most 10 minutes (ASVS 6.5.5).");
    static final Setting<Duration> PASSWORD_RESET_EXPIRATION = Setting.of(
            "PASSWORD_RESET_EXPIRATION",
            Group.ACCOUNTS,
            ValueTypes.duration("1s", "24h"),
            "30m",
            "How long a mailed link that resets a password is accepted; at most 24 hours.");
    static final Setting<Duration> ACCOUNT_DELETION_GRACE = Setting.of(
            "ACCOUNT_DELETION_GRACE",
            Group.ACCOUNTS,
            ValueTypes.duration("0", "365d"),
            "0",
            "How long the owner of a deleted account can change their mind, while nobody can use it; `0`: it is gone at once.");
    static final Setting<String> BOOTSTRAP_FILE =
            Setting.announced("BOOTSTRAP_FILE", Group.ACCOUNTS, "Users and roles to create at the first start.");

    private static final Duration REGISTRATION_LIFETIME = Duration.ofHours(24);
    private static final int MAX_FAILURES = 5;

    /** Long enough for somebody who does not look at the old mailbox every day. */
    private static final Duration UNDO_LIFETIME = Duration.ofDays(7);

    static List<Setting<?>> catalogue() {
        return List.of(
                REGISTRATION,
                INVITATION_EXPIRATION,
                EMAIL_DOMAIN_BLOCKLIST,
                EMAIL_CODE_EXPIRATION,
                PASSWORD_RESET_EXPIRATION,
                ACCOUNT_DELETION_GRACE,
                BOOTSTRAP_FILE);
    }

    static AccountSettings from(Readings readings) {
        Duration codeLifetime = readings.get(EMAIL_CODE_EXPIRATION);
        return new AccountSettings(
                new RegistrationPolicy(
                        codeLifetime,
                        REGISTRATION_LIFETIME,
                        MAX_FAILURES,
                        readings.get(REGISTRATION),
                        readings.get(INVITATION_EXPIRATION)),
                new AccountPolicy(codeLifetime, MAX_FAILURES, UNDO_LIFETIME, readings.get(ACCOUNT_DELETION_GRACE)),
                new RecoveryPolicy(readings.get(PASSWORD_RESET_EXPIRATION)),
                readings.find(EMAIL_DOMAIN_BLOCKLIST).orElseGet(() -> DomainList.of(List.of())));
    }
}
