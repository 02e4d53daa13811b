package dev.sallyport.bootstrap.config;

import dev.sallyport.mail.BrandColor;
import dev.sallyport.mail.OwnTemplates;
import dev.sallyport.mail.TemplateFlaw;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The kinds of values that say what mails look like. */
final class MailLooks {
    private MailLooks() {}

    static ValueType<BrandColor> color() {
        return text -> BrandColor.parse(text)
                .orElseThrow(() -> Unreadable.of(
                        text, "not a colour", "Write it as # and six hexadecimal digits, as in #1d4ed8."));
    }

    /** A folder, read already; what is wrong in it is not said by the type, since it can be many things at once. */
    static ValueType<OwnTemplates> templates() {
        return text -> {
            try {
                return OwnTemplates.read(Path.of(text));
            } catch (InvalidPathException malformed) {
                throw Unreadable.of(
                        text, "which cannot be a folder", "Give the path of one, as in /etc/sallyport/mail.");
            }
        };
    }

    static Problem problem(Setting<?> setting, TemplateFlaw flaw) {
        String where = flaw.place().isEmpty() ? "" : "has a flaw in " + flaw.place() + ": ";
        return new Problem(setting.name(), where + flaw.flaw(), flaw.remedy());
    }
}
