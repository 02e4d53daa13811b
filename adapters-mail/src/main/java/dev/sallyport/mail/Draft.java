package dev.sallyport.mail;

import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A letter while it is being written, from top to bottom, in the phrases of one kind of message. */
final class Draft {
    private final Phrases phrases;
    private final String kind;
    private final Map<String, ?> arguments;
    private final List<Letter.Block> blocks = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param kind what the names of its phrases begin with
     * @param arguments what each of these phrases can speak of
     */
    Draft(Phrases phrases, String kind, Map<String, ?> arguments) {
        this.phrases = phrases;
        this.kind = kind;
        this.arguments = Map.copyOf(arguments);
    }

    /** Adds a paragraph for each of these phrases. */
    Draft paragraphs(String... names) {
        for (String name : names) {
            blocks.add(new Letter.Block.Paragraph(say(name)));
        }
        return this;
    }

    /** Adds a line that tells who did it, and when. */
    Draft client(Device device, ClientAddress address, Instant at) {
        blocks.add(new Letter.Block.Paragraph(
                phrases.say("client", Map.of("device", device, "address", address.toString(), "at", at))));
        return this;
    }

    /** Adds a code, alone on its line. */
    Draft code(String digits) {
        blocks.add(new Letter.Block.Code(digits));
        return this;
    }

    /** Adds a link, labelled with what it is for. */
    Draft link(String purpose, URI target) {
        blocks.add(new Letter.Block.Link(phrases.say("link." + purpose, Map.of()), target));
        return this;
    }

    /** The finished letter. */
    Letter signed(String appName, String publicUrl) {
        return new Letter(
                phrases.language(),
                say("subject"),
                blocks,
                phrases.say("sent-by", Map.of("app", appName, "url", publicUrl)));
    }

    private String say(String name) {
        return phrases.say(kind + "." + name, arguments);
    }
}
