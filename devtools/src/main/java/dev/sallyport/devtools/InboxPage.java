package dev.sallyport.devtools;

import dev.sallyport.devtools.DevInbox.Received;
import dev.sallyport.http.page.Page;
import dev.sallyport.http.page.Resource;
import dev.sallyport.http.routing.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The inbox as a page: a list, and beside it the mail that is read. */
final class InboxPage {
    private static final String CURRENT = " aria-current=\"true\"";

    private final Function<Received, String> source;

    /**
     * Pages of mails.
     *
     * @param source puts a mail as it would travel
     */
    InboxPage(Function<Received, String> source) {
        this.source = source;
    }

    Response show(List<Received> newestFirst, InboxQuery query) {
        List<Received> listed = newestFirst.stream().filter(query.recipients()).toList();
        Optional<Received> read = read(newestFirst, listed, query);
        return MailFrame.around(page("inbox.html")
                .with("count", Integer.toString(listed.size()))
                .with("reading", query.chosen().isPresent() ? "reading" : "listing")
                .with("to", query.recipients().address())
                .with("none", none(newestFirst, listed))
                .withHtml(
                        "mails",
                        listed.stream().map(mail -> item(mail, read, query)).collect(Collectors.joining()))
                .withHtml(
                        "mail",
                        read.map(mail -> mail(mail, query))
                                .orElseGet(() -> nothing(query).html())));
    }

    /** The chosen one, also if it is not listed; without a choice the newest. */
    private static Optional<Received> read(List<Received> all, List<Received> listed, InboxQuery query) {
        return query.chosen().isPresent()
                ? all.stream()
                        .filter(mail -> mail.id().equals(query.chosen().get()))
                        .findFirst()
                : listed.stream().findFirst();
    }

    private static String none(List<Received> all, List<Received> listed) {
        if (all.isEmpty()) {
            return "Whatever the server sends shows up here, and goes nowhere else.";
        }
        return listed.isEmpty() ? "There is no mail to such an address." : "";
    }

    private static Page nothing(InboxQuery query) {
        return page("inbox-nothing.html")
                .with("list", query.choosingNone().address())
                .with("nothing", query.chosen().isPresent() ? "This mail is no longer there." : "");
    }

    private static String item(Received received, Optional<Received> read, InboxQuery query) {
        return page("inbox-item.html")
                .with("id", received.id())
                .with("address", query.choosing(received.id()).address())
                .withHtml("current", read.filter(received::equals).isPresent() ? CURRENT : "")
                .with("sentAt", received.sentAt().toString())
                .with("to", received.mail().to().value())
                .with("subject", received.mail().content().subject())
                .html();
    }

    private String mail(Received received, InboxQuery asked) {
        InboxQuery query = asked.choosing(received.id());
        Essentials essentials = Essentials.of(received.mail().content().text());
        return page("inbox-mail.html")
                .with("id", received.id())
                .with("list", query.choosingNone().address())
                .with("others", query.to(Recipients.only(received.mail().to())).address())
                .with("sentAt", received.sentAt().toString())
                .withHtml("tabs", tabs(query))
                .with("to", received.mail().to().value())
                .with("subject", received.mail().content().subject())
                .withHtml(
                        "code",
                        essentials.code().map(code -> toCopy("code", code)).orElse(""))
                .withHtml(
                        "link",
                        essentials.link().map(link -> toCopy("link", link)).orElse(""))
                .withHtml("body", body(received, query.view()))
                .html();
    }

    private static String toCopy(String what, String value) {
        return page("inbox-copy.html").with("what", what).with("value", value).html();
    }

    private static String tabs(InboxQuery query) {
        return Arrays.stream(MailView.values())
                .map(view -> page("tab.html")
                        .with("address", query.in(view).address())
                        .withHtml("current", view == query.view() ? CURRENT : "")
                        .with("label", view.label())
                        .html())
                .collect(Collectors.joining());
    }

    private String body(Received received, MailView view) {
        return switch (view) {
            case HTML -> MailFrame.element("mail/" + received.id() + "/html");
            case TEXT ->
                page("inbox-text.html")
                        .with("text", received.mail().content().text())
                        .html();
            case SOURCE ->
                page("inbox-source.html")
                        .with("id", received.id())
                        .with("source", source.apply(received))
                        .html();
        };
    }

    private static Page page(String name) {
        return new Page(Resource.text(InboxPage.class, name));
    }
}
