package dev.sallyport.devtools;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.problem.RequestRefused;
import dev.sallyport.http.routing.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Which mail somebody wants to see in the gallery, and how. */
record GalleryQuery(LanguageTag language, String kind, Preview preview, ColorScheme scheme) {
    /**
     * What a page is asked for.
     *
     * @throws RequestRefused if it makes no sense
     */
    static GalleryQuery of(Request request) {
        Fields query = request.query();
        Field<LanguageTag> language = query.optional("language", LanguageTag::parse);
        Field<String> kind = query.optional("kind", Parsed::valid);
        Field<Preview> preview = query.optional("view", text -> Choice.parse(Preview.values(), text));
        Field<ColorScheme> scheme = query.optional("scheme", text -> Choice.parse(ColorScheme.values(), text));
        return query.complete(() -> new GalleryQuery(
                Objects.requireNonNullElse(language.orNull(), LanguageTag.of("en")),
                Objects.requireNonNullElse(kind.orNull(), "verify-address"),
                Objects.requireNonNullElse(preview.orNull(), Preview.DESKTOP),
                Objects.requireNonNullElse(scheme.orNull(), ColorScheme.LIGHT)));
    }

    GalleryQuery in(LanguageTag other) {
        return new GalleryQuery(other, kind, preview, scheme);
    }

    GalleryQuery of(String other) {
        return new GalleryQuery(language, other, preview, scheme);
    }

    GalleryQuery on(Preview other) {
        return new GalleryQuery(language, kind, other, scheme);
    }

    GalleryQuery under(ColorScheme other) {
        return new GalleryQuery(language, kind, preview, other);
    }

    /** The address of such a page, seen from another. */
    String address() {
        return "templates?language=" + language + "&kind=" + URLEncoder.encode(kind, StandardCharsets.UTF_8) + "&view="
                + preview.code() + "&scheme=" + scheme.code();
    }
}
