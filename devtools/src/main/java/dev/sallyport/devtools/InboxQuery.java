package dev.sallyport.devtools;

import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.problem.RequestRefused;
import dev.sallyport.http.routing.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody who looks into the inbox wants to see.
 *
 * @param recipients whose mails are listed
 * @param chosen id of the mail that is read; empty if none was chosen
 * @param view how it is read
 */
record InboxQuery(Recipients recipients, Optional<String> chosen, MailView view) {
    /**
     * What a page is asked for.
     *
     * @throws RequestRefused if it makes no sense
     */
    static InboxQuery of(Request request) {
        Fields query = request.query();
        Field<Recipients> to = query.optional("to", text -> Parsed.valid(Recipients.typed(text)));
        Field<String> mail = query.optional("mail", Parsed::valid);
        Field<MailView> view = query.optional("view", text -> Choice.parse(MailView.values(), text));
        return query.complete(() -> new InboxQuery(
                Objects.requireNonNullElse(to.orNull(), Recipients.EVERYBODY),
                Optional.ofNullable(mail.orNull()),
                Objects.requireNonNullElse(view.orNull(), MailView.HTML)));
    }

    InboxQuery choosing(String id) {
        return new InboxQuery(recipients, Optional.of(id), view);
    }

    InboxQuery choosingNone() {
        return new InboxQuery(recipients, Optional.empty(), view);
    }

    InboxQuery in(MailView other) {
        return new InboxQuery(recipients, chosen, other);
    }

    InboxQuery to(Recipients others) {
        return new InboxQuery(others, chosen, view);
    }

    /** The address of such a page, seen from another. */
    String address() {
        StringBuilder address = new StringBuilder("mail?view=").append(view.code());
        chosen.ifPresent(id -> address.append("&mail=").append(encode(id)));
        if (!recipients.equals(Recipients.EVERYBODY)) {
            address.append("&to=").append(encode(recipients.address()));
        }
        return address.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
