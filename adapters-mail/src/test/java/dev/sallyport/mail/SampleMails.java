package dev.sallyport.mail;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The samples, and more of the same kinds: as many of a thing as languages can tell apart, and words that nobody means well by. */
final class SampleMails {
    static final URI URL = URI.create("https://id.example.com");

    /** An address that begins a tag and an entity, as far as addresses can. */
    private static final EmailAddress NASTY = EmailAddress.of("o'neill&lt&copy=1@example.org");

    private static final Device DEVICE = new Device("Fire'fox & <b>", null);
    private static final ClientAddress ADDRESS = ClientAddress.of("2001:db8::7");
    private static final Instant AT = Instant.parse("2026-03-01T15:04:05Z");

    private SampleMails() {}

    static List<MailMessage> in(String language) {
        LanguageTag reader = LanguageTag.of(language);
        return Stream.concat(SampleMessages.in(reader).stream(), nasty(reader)).toList();
    }

    private static Stream<MailMessage> nasty(LanguageTag reader) {
        return Stream.concat(
                Stream.of(
                        new MailMessage.EmailChanged(NASTY, reader, NASTY, SampleMessages.TOKEN, Duration.ofHours(25)),
                        new MailMessage.NewDevice(NASTY, reader, DEVICE, ADDRESS, AT),
                        new MailMessage.SessionStolen(NASTY, reader, new Device(null, null), ADDRESS, AT)),
                Stream.of(0, 1, 2, 3, 5, 11, 21, 100)
                        .map(left -> new MailMessage.RecoveryCodesLow(NASTY, reader, DEVICE, ADDRESS, AT, left)));
    }
}
