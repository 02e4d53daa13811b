package dev.sallyport.mail;

import dev.sallyport.application.mail.MailTemplates;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The wordings that come with Sallyport, as plain text and as HTML, in every language that there is a file of phrases for. */
public final class BundledMailTemplates implements MailTemplates {
    private final String appName;
    private final URI publicUrl;
    private final LanguageTag otherwise;
    private final PhraseBook phrases;
    private final OwnTemplates own;
    private final HtmlLayout html;

    /** Mails of that application, as they come with Sallyport. */
    public BundledMailTemplates(String appName, URI publicUrl) {
        this(appName, publicUrl, Branding.STANDARD, OwnTemplates.none(), PhraseBook.ENGLISH);
    }

    /**
     * Mails of that application.
     *
     * @param publicUrl where people reach it, under {@code http} or {@code https}; links are made from it alone
     * @param own what goes before the wordings that come with Sallyport
     * @param otherwise the language of mails to readers whose own there is not
     */
    public BundledMailTemplates(
            String appName, URI publicUrl, Branding branding, OwnTemplates own, LanguageTag otherwise) {
        if (!own.flaws().isEmpty()) {
            throw new IllegalArgumentException("templates with flaws cannot be used");
        }
        if (appName.isBlank() || appName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an application's name is one line, and not empty");
        }
        if (!isBase(publicUrl)) {
            throw new IllegalArgumentException("a public URL is absolute, of http or https, and without ? and #");
        }
        this.appName = appName;
        this.publicUrl = URI.create(publicUrl.toString().replaceFirst("/+$", ""));
        this.otherwise = otherwise;
        this.phrases = own.book();
        this.own = own;
        this.html = new HtmlLayout(appName, branding);
    }

    private static boolean isBase(URI url) {
        return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    @Override
    public MailContent word(MailMessage message) {
        Draft draft = write(message);
        Letter letter = draft.signed(appName, publicUrl);
        String text = body(own.texts(), message.kind(), draft, letter, UnaryOperator.identity())
                .orElseGet(() -> PlainTextLayout.of(letter));
        String page =
                body(own.pages(), message.kind(), draft, letter, Html::escape).orElseGet(() -> html.of(letter));
        return new MailContent(letter.subject(), text, page);
    }

    private Optional<String> body(
            Bodies bodies, String kind, Draft draft, Letter letter, UnaryOperator<String> escaping) {
        return bodies.of(kind, letter.language())
                .map(template -> template.filled(draft.values(appName, publicUrl), escaping));
    }

    /**
     * Puts every kind into words in every language once, which costs up to a second or two: the first time in each language takes a
     * hundred times as long as later ones. Ends early if the thread is interrupted.
     */
    public void warmUp() {
        for (LanguageTag language : languages()) {
            for (MailMessage message : SampleMessages.in(language)) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                word(message);
            }
        }
    }

    /** Every language that mails are written in, by its tag. All other readers get the one that was chosen for them. */
    public List<LanguageTag> languages() {
        return phrases.languages();
    }

    /** The message before it is laid out. */
    Draft write(MailMessage message) {
        return switch (message) {
            case MailMessage.VerifyAddress it ->
                draft(it, Map.of("code", it.code().reveal(), "lifetime", it.lifetime()))
                        .paragraphs("code")
                        .code(it.code().reveal())
                        .paragraphs("link")
                        .link("confirm-address", page("/verify-email", it.token()))
                        .paragraphs("lifetime", "not-you");
            case MailMessage.AlreadyRegistered it -> draft(it, Map.of()).paragraphs("what", "you", "not-you");
            case MailMessage.NewDevice it -> notice(it, it.device(), it.address(), it.at());
            case MailMessage.SessionStolen it -> notice(it, it.device(), it.address(), it.at());
            case MailMessage.ResetPassword it ->
                draft(it, Map.of("lifetime", it.lifetime()))
                        .paragraphs("what")
                        .link("choose-password", page("/reset-password", it.token()))
                        .paragraphs("lifetime", "not-you");
            case MailMessage.PasswordChanged it -> notice(it, it.device(), it.address(), it.at());
            case MailMessage.PasswordDisabled it ->
                draft(it, Map.of("failures", ConsecutiveFailures.MOST))
                        .paragraphs("what", "sessions", "new-password")
                        .link("choose-password", forgotPassword());
            case MailMessage.SecondFactorAdded it -> notice(it, it.device(), it.address(), it.at());
            case MailMessage.SecondFactorRemoved it -> notice(it, it.device(), it.address(), it.at());
            case MailMessage.SecondFactorReset it ->
                draft(it, Map.of()).paragraphs("what", "you", "not-you").link("choose-password", forgotPassword());
            case MailMessage.PasswordSet it ->
                draft(it, Map.of()).paragraphs("what", "you", "not-you").link("choose-password", forgotPassword());
            case MailMessage.RecoveryCodesRenewed it -> notice(it, it.device(), it.address(), it.at());
            case MailMessage.RecoveryCodeUsed it -> codesLeft(it, it.left(), it.device(), it.address(), it.at());
            case MailMessage.RecoveryCodesLow it -> codesLeft(it, it.left(), it.device(), it.address(), it.at());
            case MailMessage.ConfirmNewAddress it ->
                draft(it, Map.of("code", it.code().reveal(), "lifetime", it.lifetime()))
                        .paragraphs("code")
                        .code(it.code().reveal())
                        .paragraphs("lifetime", "not-you");
            case MailMessage.AddressInUse it -> draft(it, Map.of()).paragraphs("what", "you", "not-you");
            case MailMessage.EmailChangeRequested it -> undoable(it, it.wanted(), it.undo(), it.undoLifetime());
            case MailMessage.EmailChanged it -> undoable(it, it.changedTo(), it.undo(), it.undoLifetime());
            case MailMessage.NewAddressInUse it -> draft(it, Map.of()).paragraphs("what", "you", "not-you");
            case MailMessage.EmailChangeUndone it ->
                draft(it, Map.of("lifetime", it.lifetime()))
                        .paragraphs("what", "new-password")
                        .link("choose-password", page("/reset-password", it.token()))
                        .paragraphs("lifetime", "not-you");
            case MailMessage.AccountDeletionScheduled it ->
                draft(it, Map.of("due", it.due()))
                        .paragraphs("what", "you", "keep")
                        .link("keep-account", page("/keep-account", it.keep()))
                        .paragraphs("not-you")
                        .link("choose-password", forgotPassword());
            case MailMessage.AccountDeleted it -> draft(it, Map.of()).paragraphs("what", "you", "not-you");
            case MailMessage.AccountDeletedByAdministrator it ->
                draft(it, Map.of()).paragraphs("what", "not-expected");
            case MailMessage.Invitation it ->
                draft(it, Map.of("lifetime", it.lifetime()))
                        .paragraphs("what")
                        .link("accept-invitation", page("/accept-invitation", it.token()))
                        .paragraphs("lifetime", "not-you");
            case MailMessage.SignInCode it ->
                draft(it, Map.of("code", it.code().reveal(), "lifetime", it.lifetime()))
                        .paragraphs("code")
                        .code(it.code().reveal())
                        .paragraphs("lifetime", "not-you");
        };
    }

    private Draft notice(MailMessage message, Device device, ClientAddress address, Instant at) {
        return draft(message, Map.of())
                .paragraphs("what")
                .client(device, address, at)
                .paragraphs("you", "not-you")
                .link("choose-password", forgotPassword());
    }

    private Draft codesLeft(MailMessage message, int left, Device device, ClientAddress address, Instant at) {
        return draft(message, Map.of("left", left))
                .paragraphs("what")
                .client(device, address, at)
                .paragraphs("left", "you", "not-you")
                .link("choose-password", forgotPassword());
    }

    private Draft undoable(MailMessage message, EmailAddress other, LinkToken undo, Duration lifetime) {
        return draft(message, Map.of("address", other, "lifetime", lifetime))
                .paragraphs("what", "you", "not-you", "undo")
                .link("undo-email-change", page("/undo-email-change", undo))
                .paragraphs("lifetime");
    }

    /** All phrases of a message can speak of the application. */
    private Draft draft(MailMessage message, Map<String, ?> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("app", appName);
        return new Draft(phrases.readBy(message.locale(), otherwise), message.kind(), arguments);
    }

    /** The secret stands in the fragment, which no server and no log ever sees. */
    private URI page(String path, LinkToken token) {
        return URI.create(publicUrl + path + "#token=" + token.reveal());
    }

    private URI forgotPassword() {
        return URI.create(publicUrl + "/forgot-password");
    }
}
