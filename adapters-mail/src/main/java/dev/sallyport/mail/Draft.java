package dev.sallyport.mail;

import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A letter while it is being written, from top to bottom, in the phrases of one kind of message. */
final class Draft {
    private final Phrases phrases;
    private final String kind;
    private final Map<String, ?> arguments;
    private final List<Letter.Block> blocks = new ArrayList<>();
    private final Map<String, String> values = new TreeMap<>();
    private final Set<String> secrets = new TreeSet<>();

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
            String paragraph = say(name);
            blocks.add(new Letter.Block.Paragraph(paragraph));
            values.put("say." + name, paragraph);
        }
        return this;
    }

    /** Adds a line that tells who did it, and when. */
    Draft client(Device device, ClientAddress address, Instant at) {
        Map<String, Object> facts = new LinkedHashMap<>(Map.of("device", device, "address", address, "at", at));
        String line = phrases.say("client", facts);
        blocks.add(new Letter.Block.Fact(line));
        values.put("client", line);
        facts.forEach((name, fact) -> values.put(name, phrases.worded(fact).toString()));
        return this;
    }

    /** Adds a code, alone on its line. */
    Draft code(String digits) {
        blocks.add(new Letter.Block.Code(digits));
        secrets.add("code");
        return this;
    }

    /** Adds a link, labelled with what it is for. */
    Draft link(String purpose, URI target) {
        String label = phrases.say("link." + purpose, Map.of());
        blocks.add(new Letter.Block.Link(label, target));
        String name = values.containsKey("link") ? purpose : "link";
        values.put(name, target.toString());
        values.put(name + "-label", label);
        if (target.getRawFragment() != null) {
            secrets.add(name);
        }
        return this;
    }

    /** The finished letter. */
    Letter signed(String appName, URI publicUrl) {
        return new Letter(
                phrases.language(), phrases.isRightToLeft(), say("subject"), blocks, sentBy(appName, publicUrl));
    }

    private String sentBy(String appName, URI publicUrl) {
        return phrases.say("sent-by", Map.of("app", appName, "url", publicUrl));
    }

    /** What its phrases are filled with. */
    Map<String, Object> wordedArguments() {
        Map<String, Object> worded = new HashMap<>();
        arguments.forEach((name, argument) -> worded.put(name, phrases.worded(argument)));
        return worded;
    }

    /** What of it is good for anything: without one of them the mail is not. */
    Set<String> secrets() {
        return Collections.unmodifiableSet(secrets);
    }

    /** What a whole template can be filled with: each part of the letter, and what the letter is about. */
    Map<String, String> values(String appName, URI publicUrl) {
        Map<String, String> all = new TreeMap<>(values);
        wordedArguments().forEach((name, argument) -> all.put(name, argument.toString()));
        all.put("subject", say("subject"));
        all.put("sent-by", sentBy(appName, publicUrl));
        all.put("url", publicUrl.toString());
        all.put("language", phrases.language().value());
        all.put("direction", phrases.isRightToLeft() ? "rtl" : "ltr");
        return all;
    }

    private String say(String name) {
        return phrases.say(kind + "." + name, arguments);
    }
}
