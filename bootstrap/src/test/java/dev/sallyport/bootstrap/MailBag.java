package dev.sallyport.bootstrap;

import static org.awaitility.Awaitility.await;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.domain.mail.Mail;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What arrives by mail, for tests that have to wait for it. */
public final class MailBag {
    private static final Pattern CODE = Pattern.compile("(?m)^([0-9]{8})$");
    private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]+)");

    private MailBag() {}

    /** The code in the first mail to that address. */
    public static String codeFor(String address, FakeMailTransport transport) {
        await().until(() -> transport.delivered().stream()
                .anyMatch(mail -> mail.to().value().equals(address)));
        return transport.delivered().stream()
                .filter(mail -> mail.to().value().equals(address))
                .map(mail -> codeIn(mail.content().text()))
                .findFirst()
                .orElseThrow();
    }

    /** The token of the link in the last mail of that kind to that address. */
    public static String tokenFor(String address, String kind, FakeMailTransport transport) {
        await().until(() -> !mails(address, kind, transport).isEmpty());
        Matcher token = TOKEN.matcher(
                mails(address, kind, transport).getLast().content().text());
        if (!token.find()) {
            throw new AssertionError("no link with a token in the mail");
        }
        return token.group(1);
    }

    /** The mails of that kind to that address so far, oldest first. */
    public static List<Mail> mails(String address, String kind, FakeMailTransport transport) {
        return transport.delivered().stream()
                .filter(mail -> mail.kind().equals(kind) && mail.to().value().equals(address))
                .toList();
    }

    /** The code that stands alone on a line. */
    public static String codeIn(String text) {
        Matcher code = CODE.matcher(text.replace("\r\n", "\n"));
        if (!code.find()) {
            throw new AssertionError("no code in the mail");
        }
        return code.group(1);
    }
}
