package dev.sallyport.mail;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailMessage;

/** The sample messages, to a reader of English. */
final class EnglishSamples {
    static final LanguageTag ENGLISH = LanguageTag.of("en");

    private EnglishSamples() {}

    static <M extends MailMessage> M of(Class<M> kind) {
        return SampleMessages.in(ENGLISH).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    static MailMessage recoveryCodeUsed(int left) {
        var sample = of(MailMessage.RecoveryCodeUsed.class);
        return new MailMessage.RecoveryCodeUsed(
                sample.to(), ENGLISH, sample.device(), sample.address(), sample.at(), left);
    }

    static MailMessage recoveryCodesLow(int left) {
        var sample = of(MailMessage.RecoveryCodesLow.class);
        return new MailMessage.RecoveryCodesLow(
                sample.to(), ENGLISH, sample.device(), sample.address(), sample.at(), left);
    }
}
