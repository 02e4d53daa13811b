package dev.sallyport.mail;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Finds what is wrong with an operator's own templates before anybody gets a mail that is. */
final class TemplateCheck {
    /** A brace of which nobody meant that readers see it. */
    private static final Pattern QUOTED_BRACE = Pattern.compile("'[{}]|[{}]'");

    private static final String SAMPLE_NAME = "Sallyport";
    private static final URI SAMPLE_URL = URI.create("https://id.example.com");

    private final Map<String, String> english =
            PhraseFile.bundled(PhraseBook.fileOf(PhraseBook.ENGLISH)).phrases();
    private final Map<String, Draft> samples = new TreeMap<>();

    TemplateCheck() {
        BundledMailTemplates bundled = new BundledMailTemplates(SAMPLE_NAME, SAMPLE_URL);
        SampleMessages.in(PhraseBook.ENGLISH).forEach(message -> samples.put(message.kind(), bundled.write(message)));
    }

    /** What a file is for, unless it is for nothing. */
    Optional<TemplateFileName> name(String file, Consumer<TemplateFlaw> flaws) {
        Optional<TemplateFileName> name = TemplateFileName.parse(file)
                .filter(parsed -> parsed.isOfPhrases() || parsed.isOfABody(samples.keySet()));
        if (name.isEmpty()) {
            flaws.accept(new TemplateFlaw(file, "no mail has this", Nearest.hint(meant(file), names())));
            return Optional.empty();
        }
        if (!name.get().isForEveryLanguage() && name.get().language().isEmpty()) {
            flaws.accept(new TemplateFlaw(
                    file,
                    name.get().suffix() + " is no language",
                    "End the name with a tag such as de, pt_BR or zh_Hant, or leave it out."));
            return Optional.empty();
        }
        return name;
    }

    /** Without the language: a hint is about the rest. */
    private static String meant(String file) {
        return file.replaceFirst("_[^.]*", "");
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        names.add(TemplateFileName.PHRASES + ".properties");
        samples.keySet().forEach(kind -> {
            names.add(kind + ".html");
            names.add(kind + ".txt");
        });
        return names;
    }

    void phrases(String file, PhraseFile said, LanguageTag language, Consumer<TemplateFlaw> flaws) {
        said.faults()
                .forEach((line, fault) -> flaws.accept(TemplateFlaw.in(file, line, "this " + fault, "Mend the line.")));
        new TreeMap<>(said.phrases())
                .forEach((key, pattern) -> phrase(key, pattern, language)
                        .ifPresent(flaw -> flaws.accept(TemplateFlaw.in(
                                file, said.lines().getOrDefault(key, 0), key + " " + flaw.flaw(), flaw.remedy()))));
    }

    private record Flaw(String flaw, String remedy) {}

    private Optional<Flaw> phrase(String key, String pattern, LanguageTag language) {
        if (key.equals("language")) {
            return pattern.equals(language.value())
                    ? Optional.empty()
                    : Optional.of(new Flaw(
                            "is " + pattern + ", but the file is one of " + language,
                            "Leave it out, or rename the file."));
        }
        if (!english.containsKey(key)) {
            return Optional.of(new Flaw("is no phrase", Nearest.hint(key, english.keySet())));
        }
        if (QUOTED_BRACE.matcher(pattern).find()) {
            return Optional.of(new Flaw(
                    "has a straight apostrophe beside a brace, by which ICU takes what follows for a quotation",
                    "Write ’ for an apostrophe."));
        }
        Map<String, Object> arguments = arguments(key);
        try {
            Set<String> foreign = PhraseArguments.of(pattern);
            foreign.removeAll(arguments.keySet());
            if (!foreign.isEmpty()) {
                return Optional.of(new Flaw("speaks of " + braced(foreign), onlyOf(arguments.keySet())));
            }
            String said = new Phrase(pattern, new Wording(language, Map.of()).locale()).with(arguments);
            return key.endsWith(".subject") && said.chars().anyMatch(Character::isISOControl)
                    ? Optional.of(new Flaw("is not one line, which a subject must be", "Remove the \\n, \\r or \\t."))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(new Flaw(
                    "is no ICU message (" + malformed.getMessage() + ")",
                    "Close each brace, give each plural an other, and write ’ for an apostrophe."));
        }
    }

    private static String onlyOf(Set<String> names) {
        return names.isEmpty()
                ? "It is said without anything filled in."
                : "Speak of " + braced(new TreeSet<>(names)) + " alone.";
    }

    private static String braced(Set<String> names) {
        return String.join(", ", names.stream().map(name -> "{" + name + "}").toList());
    }

    /** All that a phrase can speak of: what its mail is about or, if it belongs to no mail, what the English one speaks of. */
    private Map<String, Object> arguments(String key) {
        Draft sample = samples.get(key.substring(0, Math.max(0, key.indexOf('.'))));
        if (sample != null) {
            return sample.wordedArguments();
        }
        Map<String, Object> arguments = new HashMap<>();
        PhraseArguments.of(english.getOrDefault(key, ""))
                .forEach(name -> arguments.put(name, name.equals("n") ? 2L : "sample"));
        return arguments;
    }

    void body(String file, String kind, WholeTemplate template, Consumer<TemplateFlaw> flaws) {
        Draft sample = samples.get(kind);
        if (sample == null) {
            throw new IllegalArgumentException(kind + " is no kind of mail");
        }
        Set<String> known = sample.values(SAMPLE_NAME, SAMPLE_URL).keySet();
        Set<String> mentioned = new TreeSet<>();
        template.placeholders().forEach(placeholder -> {
            mentioned.add(placeholder.name());
            if (placeholder.name().isEmpty()) {
                flaws.accept(TemplateFlaw.in(
                        file, placeholder.line(), "{{ does not begin a placeholder", "Write {{name}}, on one line."));
            } else if (!known.contains(placeholder.name())) {
                flaws.accept(TemplateFlaw.in(
                        file,
                        placeholder.line(),
                        "{{" + placeholder.name() + "}} is no placeholder of this mail",
                        "There are: " + String.join(", ", known) + "."));
            }
        });
        Set<String> needed = sample.secrets();
        if (!needed.isEmpty() && needed.stream().noneMatch(mentioned::contains)) {
            flaws.accept(new TemplateFlaw(
                    file,
                    "nobody could do anything with this mail, since it shows neither a code nor a link",
                    "Put in "
                            + String.join(
                                    " or ",
                                    needed.stream()
                                            .map(name -> "{{" + name + "}}")
                                            .toList()) + "."));
        }
    }

    /**
     * Words every kind of mail in every language that there is something of one's own in, which finds what is wrong only when things come
     * together. The others are as they come, and were tested then.
     */
    static List<TemplateFlaw> render(OwnTemplates own) {
        List<TemplateFlaw> flaws = new ArrayList<>();
        BundledMailTemplates templates =
                new BundledMailTemplates(SAMPLE_NAME, SAMPLE_URL, Branding.STANDARD, own, PhraseBook.ENGLISH);
        for (LanguageTag language : own.languages().toList()) {
            for (MailMessage message : SampleMessages.in(language)) {
                try {
                    templates.word(message);
                } catch (IllegalArgumentException | IllegalStateException unwordable) {
                    flaws.add(new TemplateFlaw(
                            message.kind() + " in " + language,
                            "this mail cannot be worded (" + unwordable.getMessage() + ")",
                            "Look at what you changed of it."));
                }
            }
        }
        return flaws;
    }
}
