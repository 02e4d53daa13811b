package dev.sallyport.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour, and what can be read on it.
 *
 * @param rgb red, green and blue, eight bits each
 */
public record BrandColor(int rgb) {
    /** Readers tell text from its background by this ratio (WCAG 2.2, 1.4.3), and what is no text by the lesser one (1.4.11). */
    private static final double ENOUGH_FOR_TEXT = 4.5;

    private static final double ENOUGH_FOR_SHAPES = 3;

    private static final Pattern WRITTEN = Pattern.compile("#[0-9a-fA-F]{6}");

    static final BrandColor WHITE = new BrandColor(0xffffff);
    static final BrandColor BLACK = new BrandColor(0x000000);

    public BrandColor {
        if (rgb < 0 || rgb > 0xffffff) {
            throw new IllegalArgumentException("a colour has 24 bits");
        }
    }

    /** The colour that is written so, as in {@code #1d4ed8}. */
    public static Optional<BrandColor> parse(String text) {
        return WRITTEN.matcher(text).matches()
                ? Optional.of(new BrandColor(Integer.parseInt(text.substring(1), 16)))
                : Optional.empty();
    }

    /** White where it can be read on this colour, else black: one of the two always can. */
    BrandColor textOnIt() {
        return contrastWith(WHITE) >= ENOUGH_FOR_TEXT ? WHITE : BLACK;
    }

    /** What a shape of this colour is framed with, so that it is seen on that ground: the colour itself if it is seen without. */
    BrandColor frameOn(BrandColor ground, BrandColor otherwise) {
        return contrastWith(ground) >= ENOUGH_FOR_SHAPES ? this : otherwise;
    }

    /** From 1 to 21. */
    double contrastWith(BrandColor other) {
        double one = luminance() + 0.05;
        double two = other.luminance() + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    private double luminance() {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** As it is written in HTML. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
