package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.parsing.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A password that somebody chooses at a terminal, or another program for them. */
final class NewPassword {
    /** Nobody's password is longer. */
    private static final int MOST_BYTES = 4096;

    private static final int END = -1;

    private final Keyboard keyboard;

    NewPassword(Keyboard keyboard) {
        this.keyboard = keyboard;
    }

    sealed interface Given {
        record Chosen(Password password) implements Given {}

        record None(String why) implements Given {}
    }

    /** Asks twice, so that nobody gets a password that they do not know. */
    Given typed() {
        Optional<String> first = keyboard.askSecretly("Password: ");
        if (first.isEmpty()) {
            return new Given.None("There is no terminal to ask for a password at. Pipe it in with --password-stdin.");
        }
        Optional<String> second = keyboard.askSecretly("Once more: ");
        return first.equals(second)
                ? given(first.get())
                : new Given.None("The two are not the same. Nothing was changed.");
    }

    /** Reads the first line of what is piped in. */
    Given piped() {
        byte[] line = firstLine(keyboard.input());
        try {
            return given(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString());
        } catch (CharacterCodingException notText) {
            return new Given.None("What is piped in is not UTF-8.");
        }
    }

    private static Given given(String text) {
        return switch (Password.parse(text)) {
            case Parsed.Valid<Password>(var password) -> new Given.Chosen(password);
            case Parsed.Invalid<Password>(var flaw) -> new Given.None("There is no password. Nothing was changed.");
        };
    }

    private static byte[] firstLine(InputStream input) {
        var line = new ByteArrayOutputStream();
        try {
            int each = input.read();
            while (each != END && each != '\n' && line.size() < MOST_BYTES) {
                line.write(each);
                each = input.read();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        byte[] bytes = line.toByteArray();
        boolean fromWindows = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return fromWindows ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
