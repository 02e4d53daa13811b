package dev.sallyport.devtools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.json.Json;
import java.util.stream.Stream;

/** Caught mails as programs read them. */
final class InboxJson {
    private InboxJson() {}

    static ArrayNode of(Stream<DevInbox.Received> mails) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        mails.map(InboxJson::of).forEach(array::add);
        return array;
    }

    static ObjectNode of(DevInbox.Received received) {
        Mail mail = received.mail();
        return Json.object()
                .put("id", received.id())
                .put("to", mail.to().value())
                .put("subject", mail.content().subject())
                .put("text", mail.content().text())
                .put("html", mail.content().html())
                .put("sentAt", Json.time(received.sentAt()));
    }
}
