package dev.sallyport.mail;

import dev.sallyport.domain.account.LanguageTag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An operator's own wording: phrases that go before those that come with Sallyport, and whole bodies of mails. It is read once; what is
 * changed in its folder afterwards has no effect.
 */
public final class OwnTemplates {
    private final Map<LanguageTag, Map<String, String>> phrases = new HashMap<>();
    private final Bodies texts = new Bodies();
    private final Bodies pages = new Bodies();
    private final List<TemplateFlaw> flaws = new ArrayList<>();

    private OwnTemplates() {}

    /** Nothing of one's own. */
    public static OwnTemplates none() {
        return new OwnTemplates();
    }

    /** What is in that folder, checked. It can be used if it has no {@link #flaws()}. */
    public static OwnTemplates read(Path folder) {
        OwnTemplates own = new OwnTemplates();
        TemplateCheck check = new TemplateCheck();
        TemplateFolder files = TemplateFolder.read(folder);
        own.flaws.addAll(files.flaws());
        files.texts().forEach((file, text) -> own.add(file, text, check));
        if (own.flaws.isEmpty()) {
            own.flaws.addAll(TemplateCheck.render(own));
        }
        return own;
    }

    private void add(String file, String text, TemplateCheck check) {
        TemplateFileName name = check.name(file, flaws::add).orElse(null);
        if (name == null) {
            return;
        }
        LanguageTag language = name.language().orElse(null);
        if (name.isOfPhrases()) {
            LanguageTag spoken = language == null ? PhraseBook.ENGLISH : language;
            PhraseFile said = PhraseFile.of(text);
            check.phrases(file, said, spoken, flaws::add);
            if (phrases.put(spoken, said.phrases()) != null) {
                flaws.add(new TemplateFlaw(
                        file,
                        "there is another file of the same language",
                        "Put all its phrases into one of the two."));
            }
        } else {
            WholeTemplate template = new WholeTemplate(text);
            check.body(file, name.subject(), template, flaws::add);
            (name.type().equals("html") ? pages : texts).put(name.subject(), language, template);
        }
    }

    /** All that is wrong with it. */
    public List<TemplateFlaw> flaws() {
        return List.copyOf(flaws);
    }

    Map<LanguageTag, Map<String, String>> phrases() {
        return phrases;
    }

    /** Plain text. */
    Bodies texts() {
        return texts;
    }

    /** HTML. */
    Bodies pages() {
        return pages;
    }

    PhraseBook book() {
        return new PhraseBook(phrases, languages());
    }

    /** Those that there is something of one's own in, and English. */
    Stream<LanguageTag> languages() {
        return Stream.of(Stream.of(PhraseBook.ENGLISH), phrases.keySet().stream(), texts.languages(), pages.languages())
                .flatMap(some -> some)
                .distinct();
    }
}
