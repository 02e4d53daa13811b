package dev.sallyport.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainListTest {
    private final DomainList list =
            DomainList.of(List.of(domain("trash.example"), domain("BÜCHER.example"), domain("Mail.Trash.example")));

    private static EmailDomain domain(String text) {
        return EmailDomain.parse(text).orThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@trash.example",
                "a@TRASH.Example",
                "a@mail.trash.example",
                "a@a.b.c.trash.example",
                "a@bücher.example",
                "a@xn--bcher-kva.example"
            })
    void coversADomainAndAllBelowItInAnySpelling(String address) {
        assertThat(list.covers(EmailAddress.of(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@nottrash.example", "a@example.com", "trash.example@example.com", "a@trash.example.com"})
    void coversNothingElse(String address) {
        assertThat(list.covers(EmailAddress.of(address))).isFalse();
    }

    @Test
    void isNotSlowedDownByHowLongItIs() {
        DomainList many = DomainList.of(IntStream.range(0, 100_000)
                .mapToObj(i -> domain("d" + i + ".example"))
                .toList());

        assertThat(many.size()).isEqualTo(100_000);
        assertThat(many.covers(EmailAddress.of("a@sub.d99999.example"))).isTrue();
        assertThat(many.covers(EmailAddress.of("a@d100000.example"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example",
                "*.example.com",
                ".example.com",
                "example.com.",
                "a b.example",
                "a@example.com",
                "-a.example",
                "192.0.2.1",
                "faß.de"
            })
    void isMadeOfWholeDomains(String text) {
        assertThat(EmailDomain.parse(text)).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
        assertThatThrownBy(() -> new EmailDomain(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
