package dev.sallyport.mail;

import dev.sallyport.application.mail.MailTemplates;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** The wordings that come with Sallyport, as plain text and as HTML, in every language that there is a file of phrases for. */
public final class BundledMailTemplates implements MailTemplates {
    private final String appName;
    private final String publicUrl;

    /**
     * Mails of that application.
     *
     * @param publicUrl where people reach it, under {@code http} or {@code https}; links are made from it alone
     */
    public BundledMailTemplates(String appName, URI publicUrl) {
        if (appName.isBlank() || appName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an application's name is one line, and not empty");
        }
        if (!isBase(publicUrl)) {
            throw new IllegalArgumentException("a public URL is absolute, of http or https, and without ? and #");
        }
        this.appName = appName;
        this.publicUrl = publicUrl.toString().replaceFirst("/+$", "");
    }

    private static boolean isBase(URI url) {
        return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    @Override
    public MailContent word(MailMessage message) {
        Phrases phrases = Phrases.of(message.locale().toLocale());
        Letter letter = switch (message) {
            case MailMessage.VerifyAddress verify -> verifyAddress(verify, phrases);
            case MailMessage.AlreadyRegistered already -> alreadyRegistered(phrases);
            case MailMessage.NewDevice(var to, var locale, var device, var address, var at) ->
                sessionNotice("new-device", device, address, at, phrases);
            case MailMessage.SessionStolen(var to, var locale, var device, var address, var at) ->
                sessionNotice("session-stolen", device, address, at, phrases);
        };
        return new MailContent(letter.subject(), PlainTextLayout.of(letter), HtmlLayout.of(letter));
    }

    private Letter verifyAddress(MailMessage.VerifyAddress message, Phrases phrases) {
        String code = message.code().reveal();
        Object[] arguments = {appName, code, phrases.say(message.lifetime())};
        return letter(
                phrases,
                phrases.say("verify-address.subject", arguments),
                paragraph(phrases.say("verify-address.code", arguments)),
                new Letter.Block.Code(code),
                paragraph(phrases.say("verify-address.link", arguments)),
                new Letter.Block.Link(phrases.say("verify-address.button", arguments), link(message.token())),
                paragraph(phrases.say("verify-address.lifetime", arguments)),
                paragraph(phrases.say("verify-address.not-you", arguments)));
    }

    /** The secret stands in the fragment, which no server and no log ever sees. */
    private URI link(LinkToken token) {
        return URI.create(publicUrl + "/verify-email#token=" + token.reveal());
    }

    private Letter alreadyRegistered(Phrases phrases) {
        return letter(
                phrases,
                phrases.say("already-registered.subject", appName),
                paragraph(phrases.say("already-registered.what", appName)),
                paragraph(phrases.say("already-registered.you", appName)),
                paragraph(phrases.say("already-registered.not-you", appName)));
    }

    private Letter sessionNotice(String kind, Device device, ClientAddress address, Instant at, Phrases phrases) {
        return letter(
                phrases,
                phrases.say(kind + ".subject", appName),
                paragraph(phrases.say(kind + ".what", appName)),
                paragraph(phrases.say("client", device.name(), address.toString(), phrases.say(at))),
                paragraph(phrases.say(kind + ".you", appName)),
                paragraph(phrases.say(kind + ".not-you", appName)));
    }

    private Letter letter(Phrases phrases, String subject, Letter.Block... blocks) {
        return new Letter(phrases.language(), subject, List.of(blocks), phrases.say("sent-by", appName, publicUrl));
    }

    private static Letter.Block paragraph(String text) {
        return new Letter.Block.Paragraph(text);
    }
}
