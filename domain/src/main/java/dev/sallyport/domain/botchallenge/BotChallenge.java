package dev.sallyport.domain.botchallenge;

/** What a client is asked for. */
public sealed interface BotChallenge {
    /**
     * A number that can only be found by trying: the one after which the challenge is the digest of the salt followed by the number. The
     * members are those of ALTCHA's challenges (its format of version 1), so that its widget finds them.
     *
     * @param algorithm of the digest
     * @param challenge the digest, in hexadecimal digits
     * @param maxNumber the largest number that it can be
     * @param salt with the time until which an answer is accepted
     * @param signature by which it is known again, since nobody keeps it
     */
    record ProofOfWork(String algorithm, String challenge, int maxNumber, String salt, String signature)
            implements BotChallenge {}

    /**
     * Whatever the widget of a provider asks for.
     *
     * @param siteKey by which the provider knows this site; not a secret
     */
    record Widget(Provider provider, String siteKey) implements BotChallenge {}

    /** Who else may judge. */
    enum Provider {
        TURNSTILE,
        HCAPTCHA
    }
}
