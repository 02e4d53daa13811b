package dev.sallyport.persistence.mail;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Seals what is personal or secret in a mail, its recipient and its content, so that a stolen database tells neither. A sealed mail
 * is bound to its id: it cannot be passed off as another.
 */
final class SealedMails {
    /** Stands first in the plaintext, so that mail queued by one version can be read by the next. */
    private static final int FORMAT = 1;

    private final Vault vault;

    SealedMails(Vault vault) {
        this.vault = vault;
    }

    /** How those begin that can be opened here, in hexadecimal digits. */
    List<String> marks() {
        return vault.marks().stream().map(HexFormat.of()::formatHex).toList();
    }

    /** What is sealed of a mail. */
    record Letter(EmailAddress to, MailContent content) {}

    byte[] seal(MailId id, Letter letter) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            write(out, letter.to().value());
            write(out, letter.content().subject());
            write(out, letter.content().text());
            write(out, letter.content().html());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return vault.seal(bytes.toByteArray(), context(id));
    }

    /**
     * @throws Vault.CannotOpen if the vault has not the key, or the mail is not what it says
     */
    Letter open(MailId id, byte[] sealed) throws Vault.CannotOpen {
        byte[] plaintext = vault.open(sealed, context(id));
        try (var in = new DataInputStream(new ByteArrayInputStream(plaintext))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new Vault.CannotOpen("a sealed mail of unknown format " + format);
            }
            return new Letter(EmailAddress.of(read(in)), new MailContent(read(in), read(in), read(in)));
        } catch (IOException truncated) {
            throw new Vault.CannotOpen("a sealed mail ends too early", truncated);
        }
    }

    /** What a sealed mail is bound to. */
    static String context(MailId id) {
        return "mail:" + id;
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
