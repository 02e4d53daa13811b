package dev.sallyport.domain.botchallenge;

import java.util.Set;

/**
 * When clients are asked for more than a request.
 *
 * @param purposes what they are asked for; none: nobody is asked for anything
 * @param firstTriesFree whether some tries are let pass before
 */
public record BotChallengePolicy(Set<BotChallengePurpose> purposes, boolean firstTriesFree) {
    /** Nobody is asked for anything. */
    public static final BotChallengePolicy OFF = new BotChallengePolicy(Set.of(), true);

    public BotChallengePolicy {
        purposes = Set.copyOf(purposes);
    }

    public boolean asksFor(BotChallengePurpose purpose) {
        return purposes.contains(purpose);
    }
}
