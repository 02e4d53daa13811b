package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColorSchemeTest {
    private static final String MAIL = """
            <meta name="color-scheme" content="light dark">
            <style>:root{color-scheme:light dark;supported-color-schemes: light dark}
            @media (prefers-color-scheme: dark) {p{color:#fff}}
            @media screen and (PREFERS-COLOR-SCHEME:light){p{color:#000}}</style>
            <p>In light dark rooms</p>""";

    @Test
    void looksAsItDoesInTheDark() {
        assertThat(ColorScheme.DARK.force(MAIL)).isEqualTo("""
                <meta name="color-scheme" content="dark">
                <style>:root{color-scheme:dark;supported-color-schemes: dark}
                @media (min-width: 0) {p{color:#fff}}
                @media screen and (max-width: 0){p{color:#000}}</style>
                <p>In light dark rooms</p>""");
    }

    @Test
    void looksAsItDoesInTheLight() {
        assertThat(ColorScheme.LIGHT.force(MAIL)).isEqualTo("""
                <meta name="color-scheme" content="light">
                <style>:root{color-scheme:light;supported-color-schemes: light}
                @media (max-width: 0) {p{color:#fff}}
                @media screen and (min-width: 0){p{color:#000}}</style>
                <p>In light dark rooms</p>""");
    }
}
