package dev.sallyport.mail;

import dev.sallyport.domain.account.LanguageTag;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message in words, before it is laid out. All of it is plain text: where it is put into HTML, it is escaped there.
 *
 * @param language the one that it is written in
 * @param rightToLeft whether that is written so
 */
record Letter(LanguageTag language, boolean rightToLeft, String subject, List<Block> blocks, String footer) {
    Letter {
        blocks = List.copyOf(blocks);
    }

    /** What stands under one another. */
    sealed interface Block {
        record Paragraph(String text) implements Block {}

        /** What the mail is about, in short. */
        record Fact(String text) implements Block {}

        /** A code, alone on its line. */
        record Code(String digits) implements Block {}

        record Link(String label, URI target) implements Block {}
    }

    /** What lists of mails show of it beside its subject. */
    String preview() {
        return blocks.stream()
                .flatMap(block -> block instanceof Block.Paragraph(var text) ? Stream.of(text) : Stream.empty())
                .findFirst()
                .orElse("");
    }
}
