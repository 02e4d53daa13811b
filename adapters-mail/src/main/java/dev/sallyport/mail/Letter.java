package dev.sallyport.mail;

import java.net.URI;
import java.util.List;

/**
 * A message in words, before it is laid out. All of it is plain text: where it is put into HTML, it is escaped there.
 *
 * @param language the BCP 47 tag of the language that it is written in
 */
record Letter(String language, String subject, List<Block> blocks, String footer) {
    Letter {
        blocks = List.copyOf(blocks);
    }

    /** What stands under one another. */
    sealed interface Block {
        record Paragraph(String text) implements Block {}

        /** A code, alone on its line. */
        record Code(String digits) implements Block {}

        record Link(String label, URI target) implements Block {}
    }
}
