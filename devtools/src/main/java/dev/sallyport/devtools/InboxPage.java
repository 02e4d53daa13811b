package dev.sallyport.devtools;

import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.page.Page;
import dev.sallyport.http.page.Pages;
import dev.sallyport.http.page.Resource;
import dev.sallyport.http.routing.Response;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The inbox as a page. What mails look like is shown in frames that may neither run scripts nor touch the page around them. */
final class InboxPage {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /**
     * As mail programs do: no scripts, nothing from elsewhere; links open beside. Since nothing runs there, it may share our origin, by
     * which the page around it can see how high it is.
     */
    private static final String POLICY_OF_MAILS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

    /** A code stands alone on its line. */
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*([0-9]{6,8})\\s*$");

    private InboxPage() {}

    static Response list(List<DevInbox.Received> newestFirst) {
        Page page = page("inbox.html")
                .with("count", Integer.toString(newestFirst.size()))
                .withHtml("mails", newestFirst.stream().map(InboxPage::item).collect(Collectors.joining()));
        return Pages.response(200, page).with("Content-Security-Policy", POLICY);
    }

    private static String item(DevInbox.Received received) {
        Mail mail = received.mail();
        Matcher code = CODE.matcher(mail.content().text());
        // What a stranger may have written comes last: nothing in it is filled in any more.
        return page("inbox-item.html")
                .with("id", mail.id().toString())
                .with("sentAt", received.sentAt().toString())
                .withHtml(
                        "code",
                        code.find()
                                ? page("inbox-code.html")
                                        .with("code", code.group(1))
                                        .html()
                                : "")
                .with("to", mail.to().value())
                .with("subject", mail.content().subject())
                .with("text", mail.content().text())
                .html();
    }

    private static Page page(String name) {
        return new Page(Resource.text(InboxPage.class, name));
    }

    /** How the mail looks. */
    static Response html(Mail mail) {
        return Response.html(200, "<base target=\"_blank\">" + mail.content().html())
                .with("Content-Security-Policy", POLICY_OF_MAILS);
    }
}
