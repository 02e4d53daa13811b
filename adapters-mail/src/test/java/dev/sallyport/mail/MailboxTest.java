package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.parsing.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {
    private static final EmailAddress ID = EmailAddress.of("id@example.com");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "id@example.com                          |                 | id@example.com",
                "<id@example.com>                        |                 | id@example.com",
                "Example <id@example.com>                | Example         | Example <id@example.com>",
                "\"Example, Inc.\" <id@example.com>      | Example, Inc.   | \"Example, Inc.\" <id@example.com>",
                "Example, Inc. <id@example.com>          | Example, Inc.   | \"Example, Inc.\" <id@example.com>",
                "\"The \\\"best\\\"\" <id@example.com>   | The \"best\"    | \"The \\\"best\\\"\" <id@example.com>",
                "a@b: c; (d) <id@example.com>            | a@b: c; (d)     | \"a@b: c; (d)\" <id@example.com>",
                "Żółw <id@example.com>                   | Żółw            | =?UTF-8?B?xbvDs8WCdw==?= <id@example.com>"
            })
    void readsAnAddressWithAndWithoutAName(String text, String name, String inHeader) {
        Mailbox mailbox = Mailbox.parse(text).orThrow();

        assertThat(mailbox).isEqualTo(new Mailbox(name, ID));
        assertThat(mailbox.inHeader().toString()).isEqualTo(inHeader);
    }

    @Test
    void writesAForeignDomainAsItGoesOverTheWire() {
        Mailbox mailbox = Mailbox.parse("id@bücher.example").orThrow();

        assertThat(mailbox.inHeader().getAddress()).isEqualTo("id@xn--bcher-kva.example");
        assertThat(mailbox.domain()).isEqualTo("xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id",
                "@example.com",
                "id@",
                "a@example.com, b@example.com",
                "A <a@example.com>, B <b@example.com>",
                "group: a@example.com;",
                "id@example.com\r\nBcc: everyone@example.com",
                "Example\r\nBcc: everyone@example.com\r\n <id@example.com>",
                "Example\u2028 <id@example.com>",
                "Exa\0mple <id@example.com>",
                "Example\uD800 <id@example.com>",
                "Example <id@example.com\n>",
                "żółw@example.com"
            })
    void refusesWhatIsNotOneAddressOnOneLine(String text) {
        assertThat(Mailbox.parse(text)).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void refusesANameThatNobodyCouldRead() {
        assertThat(Mailbox.parse("a".repeat(201) + " <id@example.com>")).isInstanceOf(Parsed.Invalid.class);
        assertThatThrownBy(() -> new Mailbox("two\nlines", ID)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isCalledLikeTheApplicationIfItHasNoNameOfItsOwn() {
        assertThat(new Mailbox(null, ID).orNamed("Acme\u2028\"Bcc:\"")).isEqualTo(new Mailbox("Acme \"Bcc:\"", ID));
        assertThat(new Mailbox(null, ID).orNamed("\n")).isEqualTo(new Mailbox(null, ID));
        assertThat(new Mailbox("Own", ID).orNamed("Acme")).isEqualTo(new Mailbox("Own", ID));
    }
}
