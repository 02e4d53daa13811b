package dev.sallyport.bootstrap.config;

import dev.sallyport.security.account.MalformedBlocklist;
import dev.sallyport.security.account.PasswordBlocklist;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** A list of passwords, one a line. */
final class BlocklistType implements StreamedType<PasswordBlocklist> {
    /** A single line that was meant for the setting's other name. */
    private static final Pattern FILE_NAME = Pattern.compile(".*[/\\\\].*|.*\\.txt");

    @Override
    public PasswordBlocklist read(InputStream content) throws IOException, Unreadable {
        try {
            return PasswordBlocklist.read(content);
        } catch (MalformedBlocklist malformed) {
            throw unreadable(malformed);
        }
    }

    private static Unreadable unreadable(MalformedBlocklist malformed) {
        return switch (malformed.flaw()) {
            case NOT_UTF_8 ->
                new Unreadable(
                        "is read from a file that is not UTF-8 text in line " + malformed.line()
                                + ", as PASSWORD_BLOCKLIST_FILE names it",
                        "Save the file as UTF-8, as with iconv -f latin1 -t utf-8.");
            case TOO_LARGE ->
                new Unreadable(
                        "is read from a file that is larger than 64 MiB, as PASSWORD_BLOCKLIST_FILE names it",
                        "Keep the most common entries alone, as with head -n 1000000.");
            case NO_ENTRY ->
                new Unreadable(
                        "is read from a file without any entry, as PASSWORD_BLOCKLIST_FILE names it",
                        "Write one password or word a line into the file, or remove PASSWORD_BLOCKLIST_FILE.");
        };
    }

    @Override
    public PasswordBlocklist read(String text) throws Unreadable {
        if (FILE_NAME.matcher(text).matches()) {
            throw Unreadable.of(
                    text,
                    "which looks like the name of a file, not like a password",
                    "Set PASSWORD_BLOCKLIST_FILE to it instead.");
        }
        return StreamedType.super.read(text);
    }

    @Override
    public String show(PasswordBlocklist list) {
        return list.size() + (list.size() == 1 ? " entry" : " entries");
    }
}
