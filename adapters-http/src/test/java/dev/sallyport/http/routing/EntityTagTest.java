package dev.sallyport.http.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private final EntityTag tag = new EntityTag("a,b");

    @Test
    void isTheSameForTheSameBytesAlone() {
        EntityTag some = EntityTag.of("keys".getBytes(UTF_8));

        assertThat(some.toString()).matches("\"[A-Za-z0-9_-]{22}\"");
        assertThat(EntityTag.of("keys".getBytes(UTF_8))).isEqualTo(some);
        assertThat(EntityTag.of("key".getBytes(UTF_8))).isNotEqualTo(some);
        assertThat(some.isAmong(List.of(some.toString()))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a,b\"",
                "W/\"a,b\"",
                "\"x\", \"a,b\"",
                "\"x\",W/\"y\",W/\"a,b\",\"z\"",
                "\"\", \"a,b\"",
                "*",
                " * "
            })
    void isKnownToWhoNamesItAnywhereAndHoweverWeakly(String ifNoneMatch) {
        assertThat(tag.isAmong(List.of(ifNoneMatch))).isTrue();
        assertThat(tag.isAmong(List.of("\"x\"", ifNoneMatch))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "\"a\",\"b\"", "\"A,B\"", "\"x\"", "w/\"a", "\"a,b", "**", "\"*\"", "\"x*\""})
    void isNotKnownToAnybodyElse(String ifNoneMatch) {
        assertThat(tag.isAmong(List.of(ifNoneMatch))).isFalse();
        assertThat(tag.isAmong(List.of())).isFalse();
    }
}
