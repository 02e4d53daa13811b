package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandColorTest {
    @ParameterizedTest
    @CsvSource({"#000000,21", "#ffffff,1", "#777777,4.48", "#767676,4.54", "#ff0000,4.0", "#0000FF,8.59"})
    void contrastsWithWhiteAsWcagSays(String color, double contrast) {
        assertThat(color(color).contrastWith(BrandColor.WHITE)).isCloseTo(contrast, within(0.005));
    }

    @ParameterizedTest
    @CsvSource({"#1d4ed8,#ffffff", "#767676,#ffffff", "#777777,#000000", "#ffcc00,#000000", "#111111,#ffffff"})
    void isWrittenOnInWhiteWhereThatCanBeReadAndElseInBlack(String color, String text) {
        assertThat(color(color).textOnIt()).hasToString(text);
    }

    @Test
    void canAlwaysBeWrittenOn() {
        assertThat(IntStream.range(0, 1 << 12)
                        .mapToObj(rgb ->
                                new BrandColor((rgb >> 8) * 0x110000 + (rgb >> 4 & 15) * 0x1100 + (rgb & 15) * 0x11)))
                .allMatch(color -> color.contrastWith(color.textOnIt()) >= 4.5);
    }

    @Test
    void isFramedWhereItWouldNotBeSeen() {
        BrandColor grey = color("#71717a");

        assertThat(color("#ffff00").frameOn(BrandColor.WHITE, grey)).isEqualTo(grey);
        assertThat(color("#1d4ed8").frameOn(BrandColor.WHITE, grey)).isEqualTo(color("#1d4ed8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#fff", "1d4ed8", "#1d4ed8 ", "#1d4ed8ff", "#gggggg", "#１２３４５６", "rgb(0,0,0)"})
    void isWrittenInOneWayAlone(String text) {
        assertThat(BrandColor.parse(text)).isEmpty();
    }

    private static BrandColor color(String text) {
        return BrandColor.parse(text).orElseThrow();
    }
}
