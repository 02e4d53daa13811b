package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.account.DomainList;
import dev.sallyport.domain.account.EmailDomain;
import dev.sallyport.domain.parsing.Parsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A list of domains, one a line; what follows a {@code #} is for people. */
final class DomainListType implements StreamedType<DomainList> {
    private static final String REMEDY =
            "Write one domain a line, such as mailinator.com, in UTF-8; it stands for all below it, too. What follows a # is a comment.";
    private static final int MOST = 2_000_000;

    /** A single line that was meant for the setting's other name. */
    private static final Pattern FILE_NAME = Pattern.compile(".*[/\\\\].*|.*\\.(txt|conf|list)");

    @Override
    public DomainList read(InputStream content) throws IOException, Unreadable {
        // It is not closed: whoever opened the content does that.
        BufferedReader lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()));
        Set<EmailDomain> domains = new HashSet<>();
        int number = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = withoutComment(line);
                if (!text.isEmpty()) {
                    domains.add(domain(text, number));
                }
                if (domains.size() > MOST) {
                    throw new Unreadable("has more than " + MOST + " domains", "Keep those that matter.");
                }
            }
        } catch (CharacterCodingException otherEncoding) {
            throw new Unreadable("is not UTF-8 text behind line " + number, REMEDY);
        }
        return DomainList.of(domains);
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        String text = comment < 0 ? line : line.substring(0, comment);
        return text.replace("\uFEFF", "").strip();
    }

    private static EmailDomain domain(String text, int line) throws Unreadable {
        return switch (EmailDomain.parse(text)) {
            case Parsed.Valid<EmailDomain>(var domain) -> domain;
            case Parsed.Invalid<EmailDomain>(var flaw) ->
                throw Unreadable.of(text, "not a domain, in line " + line, REMEDY);
        };
    }

    @Override
    public DomainList read(String text) throws Unreadable {
        if (FILE_NAME.matcher(text).matches()) {
            throw Unreadable.of(
                    text,
                    "which looks like the name of a file, not like a domain",
                    "Set EMAIL_DOMAIN_BLOCKLIST_FILE to it instead.");
        }
        return StreamedType.super.read(text);
    }

    @Override
    public String show(DomainList list) {
        return list.size() + (list.size() == 1 ? " domain" : " domains");
    }
}
