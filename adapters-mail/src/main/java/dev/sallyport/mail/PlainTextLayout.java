package dev.sallyport.mail;

import java.util.stream.Collectors;

/** Lays letters out as plain text: a blank line between blocks, codes and links each alone on a line. */
final class PlainTextLayout {
    private PlainTextLayout() {}

    static String of(Letter letter) {
        String blocks = letter.blocks().stream().map(PlainTextLayout::block).collect(Collectors.joining("\n\n"));
        return blocks + "\n\n-- \n" + letter.footer() + "\n";
    }

    private static String block(Letter.Block block) {
        return switch (block) {
            case Letter.Block.Paragraph(var text) -> text;
            case Letter.Block.Fact(var text) -> text;
            case Letter.Block.Code(var digits) -> digits;
            case Letter.Block.Link(var label, var target) -> target.toString();
        };
    }
}
