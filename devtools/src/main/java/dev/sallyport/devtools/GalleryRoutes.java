package dev.sallyport.devtools;

import dev.sallyport.application.mail.MailTemplates;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.mail.SampleMessages;
import java.util.List;
import java.util.Optional;

/** {@code GET /dev/mail/templates}: how every kind of mail is worded in every language. */
public final class GalleryRoutes implements RouteGroup {
    private static final String GALLERY = "/dev/mail/templates";

    private final MailTemplates templates;
    private final List<LanguageTag> languages;
    private final LocalHosts hosts;
    private final MailFrame frame;

    /**
     * Shows those templates.
     *
     * @param hosts the names under which they are shown
     * @param frame how the looks of mails are shown
     */
    GalleryRoutes(MailTemplates templates, List<LanguageTag> languages, LocalHosts hosts, MailFrame frame) {
        this.templates = templates;
        this.languages = List.copyOf(languages);
        this.hosts = hosts;
        this.frame = frame;
    }

    @Override
    public void register(Routes routes) {
        routes.get(GALLERY, Access.ANYONE, hosts.guard(this::show));
        routes.get(GALLERY + "/{language}/{kind}/{scheme}", Access.ANYONE, hosts.guard(this::frame));
    }

    private Answer show(Request request) {
        GalleryQuery query = GalleryQuery.of(request);
        List<GalleryPage.Worded> kinds = kinds(query.language());
        return kinds.stream()
                .filter(worded -> worded.kind().equals(query.kind()))
                .findFirst()
                .map(shown -> Answer.of(new GalleryPage(languages, kinds, query).show(shown)))
                .orElseGet(() -> Answer.refusing(Problem.NOT_FOUND));
    }

    private Answer frame(Request request) {
        return content(request)
                .flatMap(content -> scheme(request).map(scheme -> scheme.force(content.html())))
                .map(html -> Answer.of(frame.content(html)))
                .orElseGet(() -> Answer.refusing(Problem.NOT_FOUND));
    }

    private Optional<MailContent> content(Request request) {
        return switch (LanguageTag.parse(request.pathParameter("language"))) {
            case Parsed.Valid<LanguageTag>(var language) ->
                kinds(language).stream()
                        .filter(worded -> worded.kind().equals(request.pathParameter("kind")))
                        .map(GalleryPage.Worded::content)
                        .findFirst();
            case Parsed.Invalid<LanguageTag> malformed -> Optional.empty();
        };
    }

    private static Optional<ColorScheme> scheme(Request request) {
        return switch (Choice.parse(ColorScheme.values(), request.pathParameter("scheme"))) {
            case Parsed.Valid<ColorScheme>(var scheme) -> Optional.of(scheme);
            case Parsed.Invalid<ColorScheme> unknown -> Optional.empty();
        };
    }

    /** All of them; none in a language that nothing is written in. */
    private List<GalleryPage.Worded> kinds(LanguageTag language) {
        return languages.contains(language)
                ? SampleMessages.in(language).stream()
                        .map(message -> new GalleryPage.Worded(message.kind(), templates.word(message)))
                        .toList()
                : List.of();
    }
}
