package dev.sallyport.bootstrap;

import static org.awaitility.Awaitility.await;

import dev.sallyport.application.testing.FakeMailTransport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What arrives by mail, for tests that have to wait for it. */
public final class MailBag {
    private static final Pattern CODE = Pattern.compile("(?m)^([0-9]{8})$");

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

    /** The code that stands alone on a line. */
    public static String codeIn(String text) {
        Matcher code = CODE.matcher(text.replace("\r\n", "\n"));
        if (!code.find()) {
            throw new AssertionError("no code in the mail");
        }
        return code.group(1);
    }
}
