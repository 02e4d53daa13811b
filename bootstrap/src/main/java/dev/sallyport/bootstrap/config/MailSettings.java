package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.mail.Mailbox;
import dev.sallyport.mail.SmtpPassword;
import dev.sallyport.mail.SmtpSecurity;
import dev.sallyport.mail.SmtpSettings;
import java.util.List;
import java.util.Optional;

/**
 * How mail leaves.
 *
 * @param smtp the server that takes it; empty if a program that embeds Sallyport brings its own way
 * @param concurrency how many mails are delivered at once
 */
public record MailSettings(Optional<SmtpSettings> smtp, int concurrency) {
    static final Setting<String> SMTP_HOST = Setting.optional(
            "SMTP_HOST", Group.MAIL, WebAddresses.host(), "required by `serve`", "The server that takes our mail.");
    static final Setting<Integer> SMTP_PORT =
            Setting.of("SMTP_PORT", Group.MAIL, ValueTypes.number(1, 65_535), "587", "Its port.");
    static final Setting<String> SMTP_USER =
            Setting.optional("SMTP_USER", Group.MAIL, ValueTypes.text(256), "no sign-in", "Whom we sign in as.");
    static final Setting<ConfiguredSecret> SMTP_PASSWORD =
            Setting.optional("SMTP_PASSWORD", Group.MAIL, ValueTypes.secret(), "no sign-in", "With which password.");
    static final Setting<Mailbox> SMTP_FROM = Setting.optional(
            "SMTP_FROM",
            Group.MAIL,
            mailbox(),
            "required by `serve`",
            "Whom our mail comes from: `accounts@example.com` or `Example <accounts@example.com>`. Without a name, it is `APP_NAME`.");
    static final Setting<Mailbox> SMTP_REPLY_TO = Setting.optional(
            "SMTP_REPLY_TO",
            Group.MAIL,
            mailbox(),
            "`SMTP_FROM`",
            "Where answers to our mail go: `help@example.com` or `Example Help <help@example.com>`.");
    static final Setting<SmtpSecurity> SMTP_SECURITY = Setting.of(
            "SMTP_SECURITY",
            Group.MAIL,
            ValueTypes.oneOf(SmtpSecurity.class),
            "starttls",
            "`starttls`, `tls` (from the first byte) or `none` (no password then, except on this machine).");
    static final Setting<Integer> MAIL_CONCURRENCY = Setting.of(
            "MAIL_CONCURRENCY",
            Group.MAIL,
            ValueTypes.number(1, 32),
            "2",
            "How many mails are delivered at once, over at most as many connections.");
    static final Setting<String> MAIL_RETENTION =
            Setting.announced("MAIL_RETENTION", Group.MAIL, "30d", "How long it is known which mail was sent.");
    static final Setting<String> MAIL_TEMPLATES =
            Setting.announced("MAIL_TEMPLATES", Group.MAIL, "A folder with your own wording.");
    static final Setting<String> MAIL_LOGO_URL = Setting.announced("MAIL_LOGO_URL", Group.MAIL, "Your logo in mails.");
    static final Setting<String> MAIL_COLOR = Setting.announced("MAIL_COLOR", Group.MAIL, "Your colour in mails.");

    static List<Setting<?>> catalogue() {
        return List.of(
                SMTP_HOST,
                SMTP_PORT,
                SMTP_USER,
                SMTP_PASSWORD,
                SMTP_FROM,
                SMTP_REPLY_TO,
                SMTP_SECURITY,
                MAIL_CONCURRENCY,
                MAIL_RETENTION,
                MAIL_TEMPLATES,
                MAIL_LOGO_URL,
                MAIL_COLOR);
    }

    /** What whoever sends mail by SMTP must have said. */
    static void require(Readings readings, List<Problem> problems) {
        lackOfAMailServer().stream()
                .filter(problem ->
                        readings.isMissing(problem.setting().equals(SMTP_HOST.name()) ? SMTP_HOST : SMTP_FROM))
                .forEach(problems::add);
    }

    static List<Problem> lackOfAMailServer() {
        return List.of(
                Problem.missing(SMTP_HOST, "Set it to your mail server, as in smtp.example.com."),
                Problem.missing(SMTP_FROM, "Set it to the address that mails come from, as in accounts@example.com."));
    }

    static void check(Readings readings, List<Problem> problems) {
        boolean user = !readings.isMissing(SMTP_USER);
        boolean password = !readings.isMissing(SMTP_PASSWORD);
        if (user && !password) {
            problems.add(Problem.missing(SMTP_PASSWORD, "Set it, since SMTP_USER is set, or remove both."));
        }
        if (password && !user) {
            problems.add(Problem.missing(SMTP_USER, "Set it, since SMTP_PASSWORD is set, or remove both."));
        }
        boolean bare =
                readings.find(SMTP_SECURITY).filter(SmtpSecurity.NONE::equals).isPresent();
        boolean remote = readings.find(SMTP_HOST)
                .filter(host -> !WebAddresses.isLoopback(host))
                .isPresent();
        if (bare && remote && password) {
            problems.add(new Problem(
                    SMTP_SECURITY.name(),
                    "is none, which would send SMTP_PASSWORD unencrypted",
                    "Use starttls or tls; none with a password is for a server on this machine alone."));
        }
    }

    private static ValueType<Mailbox> mailbox() {
        return text -> switch (Mailbox.parse(text)) {
            case Parsed.Valid<Mailbox>(var mailbox) -> mailbox;
            case Parsed.Invalid<Mailbox>(var flaw) ->
                throw Unreadable.of(
                        text,
                        "not an e-mail address, with or without a name",
                        "Give one such as accounts@example.com or Example <accounts@example.com>.");
        };
    }

    static MailSettings from(Readings readings) {
        Optional<SmtpSettings> smtp = readings.find(SMTP_HOST)
                .flatMap(host -> readings.find(SMTP_FROM).map(from -> smtp(host, from, readings)));
        return new MailSettings(smtp, readings.get(MAIL_CONCURRENCY));
    }

    private static SmtpSettings smtp(String host, Mailbox from, Readings readings) {
        return new SmtpSettings(
                host,
                readings.get(SMTP_PORT),
                readings.find(SMTP_USER).orElse(null),
                readings.find(SMTP_PASSWORD)
                        .map(password -> SmtpPassword.of(password.reveal()))
                        .orElse(null),
                // People recognise a name sooner than an address.
                from.orNamed(readings.get(ServerSettings.APP_NAME)),
                readings.find(SMTP_REPLY_TO).orElse(null),
                readings.get(SMTP_SECURITY),
                SmtpSettings.STANDARD_TIMEOUT);
    }
}
