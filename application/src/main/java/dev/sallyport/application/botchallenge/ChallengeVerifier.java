package dev.sallyport.application.botchallenge;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.session.ClientAddress;
import java.util.Optional;

/** Asks clients for what no script gets for nothing, and judges their answers. */
public interface ChallengeVerifier {
    /** Something to be answered, different each time or the same; empty where nobody is asked for anything. */
    Optional<BotChallenge> challenge();

    /** Judges an answer as far as that costs next to nothing: nobody else is asked, and nothing is looked up or kept. */
    Examination examine(BotChallengeAnswer answer);

    sealed interface Examination {
        /**
         * It is right.
         *
         * @param onceKey the same for everything that answers the same challenge, so that each is of use once; it tells nothing
         */
        record Passed(String onceKey) implements Examination {}

        /**
         * Somebody else has to be asked, when the client has paid for that.
         *
         * @param onceKey as for {@link Passed}
         */
        record Undecided(String onceKey, Inquiry inquiry) implements Examination {}

        /** It is wrong, or too late. */
        record Failed() implements Examination {}
    }

    /** Asks somebody else whether an answer is right. It is never made inside a transaction. */
    interface Inquiry {
        /**
         * Whether it is.
         *
         * @param client who gave it
         * @throws ServiceUnavailable if there is no telling: that is neither right nor wrong
         */
        boolean confirms(ClientAddress client);
    }

    /** Asks for nothing. */
    static ChallengeVerifier none() {
        return new ChallengeVerifier() {
            @Override
            public Optional<BotChallenge> challenge() {
                return Optional.empty();
            }

            @Override
            public Examination examine(BotChallengeAnswer answer) {
                return new Examination.Failed();
            }
        };
    }
}
