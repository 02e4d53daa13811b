package dev.sallyport.devtools;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.http.page.Page;
import dev.sallyport.http.page.Resource;
import dev.sallyport.http.routing.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The gallery as a page: the kinds of mail, and beside them the one that is looked at. */
final class GalleryPage {
    private static final String CURRENT = " aria-current=\"true\"";

    private final List<LanguageTag> languages;
    private final List<Worded> kinds;
    private final GalleryQuery query;

    /** An example of a kind of mail. */
    record Worded(String kind, MailContent content) {}

    GalleryPage(List<LanguageTag> languages, List<Worded> kinds, GalleryQuery query) {
        this.languages = languages;
        this.kinds = kinds;
        this.query = query;
    }

    Response show(Worded shown) {
        return MailFrame.around(page("gallery.html")
                .with("language", query.language().value())
                .with("kind", shown.kind())
                .with("subject", shown.content().subject())
                .withHtml("kinds", kinds.stream().map(this::kind).collect(Collectors.joining()))
                .withHtml("languages", languages.stream().map(this::language).collect(Collectors.joining()))
                .withHtml(
                        "previews",
                        Arrays.stream(Preview.values())
                                .map(other -> tab(query.on(other), other.label(), other == query.preview()))
                                .collect(Collectors.joining()))
                .withHtml("schemes", query.preview() == Preview.TEXT ? "" : schemes())
                .withHtml("body", body(shown)));
    }

    private String kind(Worded worded) {
        return page("gallery-kind.html")
                .with("address", query.of(worded.kind()).address())
                .withHtml("current", worded.kind().equals(query.kind()) ? CURRENT : "")
                .with("kind", worded.kind())
                .with("language", query.language().value())
                .with("subject", worded.content().subject())
                .html();
    }

    private String language(LanguageTag language) {
        Locale locale = language.toLocale();
        return page("gallery-language.html")
                .with("address", query.in(language).address())
                .withHtml("current", language.equals(query.language()) ? CURRENT : "")
                .with("language", language.value())
                .with("name", locale.getDisplayName(locale))
                .html();
    }

    private String schemes() {
        return Arrays.stream(ColorScheme.values())
                .map(other -> tab(query.under(other), other.label(), other == query.scheme()))
                .collect(Collectors.joining());
    }

    private static String tab(GalleryQuery query, String label, boolean current) {
        return page("tab.html")
                .with("address", query.address())
                .withHtml("current", current ? CURRENT : "")
                .with("label", label)
                .html();
    }

    private String body(Worded shown) {
        return query.preview() == Preview.TEXT
                ? page("gallery-text.html")
                        .with("language", query.language().value())
                        .with("text", shown.content().text())
                        .html()
                : page("gallery-frame.html")
                        .with("preview", query.preview().code())
                        .withHtml("frame", MailFrame.element(address(shown)))
                        .html();
    }

    private String address(Worded shown) {
        return "templates/" + query.language() + "/" + shown.kind() + "/"
                + query.scheme().code();
    }

    private static Page page(String name) {
        return new Page(Resource.text(GalleryPage.class, name));
    }
}
