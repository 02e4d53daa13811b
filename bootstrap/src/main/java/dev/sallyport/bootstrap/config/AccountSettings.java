package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.registration.RegistrationPolicy;
import java.time.Duration;
import java.util.List;

/** How accounts come into being. */
public record AccountSettings(RegistrationPolicy registration) {
    static final Setting<String> TOTP_ISSUER =
            Setting.announced("TOTP_ISSUER", Group.TWO_FACTOR, "What authenticator apps call your application.");
    static final Setting<String> TOTP_DIGITS =
            Setting.announced("TOTP_DIGITS", Group.TWO_FACTOR, "6", "Digits of a code.");
    static final Setting<String> TOTP_PERIOD =
            Setting.announced("TOTP_PERIOD", Group.TWO_FACTOR, "30s", "How long a code is shown.");
    static final Setting<String> TOTP_WINDOW =
            Setting.announced("TOTP_WINDOW", Group.TWO_FACTOR, "1", "How many steps a clock may be off.");
    static final Setting<String> TWO_FACTOR =
            Setting.announced("TWO_FACTOR", Group.TWO_FACTOR, "optional", "Who must have a second factor.");
    static final Setting<String> REGISTRATION =
            Setting.announced("REGISTRATION", Group.ACCOUNTS, "open", "Who may register.");
    static final Setting<Duration> EMAIL_CODE_EXPIRATION = Setting.of(
            "EMAIL_CODE_EXPIRATION",
            Group.ACCOUNTS,
            ValueTypes.duration("1s", "10m"),
            "10m",
            "How long a mailed code is accepted; at most 10 minutes (ASVS 6.5.5).");
    static final Setting<String> PASSWORD_RESET_EXPIRATION =
            Setting.announced("PASSWORD_RESET_EXPIRATION", Group.ACCOUNTS, "30m", "How long a reset link is accepted.");
    static final Setting<String> ACCOUNT_DELETION_GRACE = Setting.announced(
            "ACCOUNT_DELETION_GRACE", Group.ACCOUNTS, "0", "How long a deleted account can be recovered.");
    static final Setting<String> BOOTSTRAP_FILE =
            Setting.announced("BOOTSTRAP_FILE", Group.ACCOUNTS, "Users and roles to create at the first start.");

    private static final Duration REGISTRATION_LIFETIME = Duration.ofHours(24);
    private static final int MAX_FAILURES = 5;

    static List<Setting<?>> catalogue() {
        return List.of(
                TOTP_ISSUER,
                TOTP_DIGITS,
                TOTP_PERIOD,
                TOTP_WINDOW,
                TWO_FACTOR,
                REGISTRATION,
                EMAIL_CODE_EXPIRATION,
                PASSWORD_RESET_EXPIRATION,
                ACCOUNT_DELETION_GRACE,
                BOOTSTRAP_FILE);
    }

    static AccountSettings from(Readings readings) {
        return new AccountSettings(
                new RegistrationPolicy(readings.get(EMAIL_CODE_EXPIRATION), REGISTRATION_LIFETIME, MAX_FAILURES));
    }
}
