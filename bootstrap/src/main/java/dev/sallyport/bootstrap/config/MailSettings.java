package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.mail.MailPolicy;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.mail.BrandColor;
import dev.sallyport.mail.Branding;
import dev.sallyport.mail.Mailbox;
import dev.sallyport.mail.OwnTemplates;
import dev.sallyport.mail.SmtpPassword;
import dev.sallyport.mail.SmtpSecurity;
import dev.sallyport.mail.SmtpSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How mail leaves.
 *
 * @param smtp the server that takes it; empty if a program that embeds Sallyport brings its own way
 * @param concurrency how many mails are delivered at once
 * @param policy how hard we try to deliver
 * @param templates wordings that go before those that come with Sallyport
 */
public record MailSettings(
        Optional<SmtpSettings> smtp, int concurrency, MailPolicy policy, Branding branding, OwnTemplates templates) {
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
    static final Setting<Duration> MAIL_RETENTION = Setting.of(
            "MAIL_RETENTION",
            Group.MAIL,
            ValueTypes.duration("1h", "3650d"),
            "30d",
            "For how long it is known what became of a mail, and a dead letter can be sent again.");
    static final Setting<OwnTemplates> MAIL_TEMPLATES = Setting.optional(
            "MAIL_TEMPLATES",
            Group.MAIL,
            MailLooks.templates(),
            "none",
            "A folder with [your own wording](features/mail.md#your-own-wording): phrases, languages or whole mails. It is read"
                    + " and checked at start.");
    static final Setting<URI> MAIL_LOGO_URL = Setting.optional(
            "MAIL_LOGO_URL",
            Group.MAIL,
            WebAddresses.picture(),
            "none",
            "Your logo in mails, as in `https://example.com/logo.png`. Without it mails fetch nothing. https, except on localhost.");
    static final Setting<BrandColor> MAIL_COLOR = Setting.of(
            "MAIL_COLOR",
            Group.MAIL,
            MailLooks.color(),
            Branding.STANDARD.color().toString(),
            "Your colour in mails: that of buttons, which are labelled in white or black, whichever can be read.");

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
        readings.find(MAIL_TEMPLATES)
                .ifPresent(own -> own.flaws().forEach(flaw -> problems.add(MailLooks.problem(MAIL_TEMPLATES, flaw))));
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
        return new MailSettings(
                smtp,
                readings.get(MAIL_CONCURRENCY),
                MailPolicy.STANDARD.withRetention(readings.get(MAIL_RETENTION)),
                new Branding(readings.find(MAIL_LOGO_URL), readings.get(MAIL_COLOR)),
                readings.find(MAIL_TEMPLATES).orElseGet(OwnTemplates::none));
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
