package dev.sallyport.security.botchallenge;

import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.application.secret.SecretGenerator;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.secret.Secret;
import dev.sallyport.domain.secret.SecretPurpose;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Challenges in the format of ALTCHA, version 1: a number between 0 and the difficulty is to be found, whose digest behind a salt is given. It takes
 * half as many digests as the difficulty, on average; judging the answer takes two. Nothing is kept: a challenge is known again by its signature,
 * so every instance knows those of every other.
 */
public final class ProofOfWork implements ChallengeVerifier {
    /** For how long an answer is accepted: somebody fills in a form meanwhile. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    static final String ALGORITHM = "SHA-256";

    /**
     * The sign at the end keeps the time apart from the number that is digested behind it. Without one, {@code expires=17} and {@code 642} could be
     * read as {@code expires=176} and {@code 42}, which have the same digest: a challenge of a later time for nothing (CVE-2025-68113).
     */
    private static final Pattern SALT = Pattern.compile("[A-Za-z0-9_-]{43}\\?expires=([1-9][0-9]{0,11})&");

    private final SecretDigests digests;
    private final SecretGenerator secrets;
    private final InstantSource clock;
    private final int difficulty;
    private final RandomGenerator random = new SecureRandom();

    /**
     * Challenges of one difficulty.
     *
     * @param difficulty the largest number that is to be tried
     */
    public ProofOfWork(SecretDigests digests, SecretGenerator secrets, InstantSource clock, int difficulty) {
        if (difficulty < 1) {
            throw new IllegalArgumentException("there is at least one number to be tried");
        }
        this.digests = digests;
        this.secrets = secrets;
        this.clock = clock;
        this.difficulty = difficulty;
    }

    @Override
    public Optional<BotChallenge> challenge() {
        long expires = clock.instant().plus(LIFETIME).getEpochSecond();
        String salt = secrets.token() + "?expires=" + expires + "&";
        String challenge = digest(salt, random.nextInt(difficulty + 1));
        return Optional.of(
                new BotChallenge.ProofOfWork(ALGORITHM, challenge, difficulty, salt, signature(salt, challenge)));
    }

    @Override
    public Examination examine(BotChallengeAnswer answer) {
        return AltchaPayload.read(answer.value())
                .filter(payload -> payload.algorithm().equals(ALGORITHM))
                .filter(this::isInTime)
                .filter(this::isOurs)
                .filter(payload -> payload.challenge().equals(digest(payload.salt(), payload.number())))
                .<Examination>map(payload -> new Examination.Passed(payload.challenge()))
                .orElseGet(Examination.Failed::new);
    }

    private boolean isInTime(AltchaPayload payload) {
        Matcher salt = SALT.matcher(payload.salt());
        return salt.matches() && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(salt.group(1))));
    }

    private boolean isOurs(AltchaPayload payload) {
        return MessageDigest.isEqual(
                signature(payload.salt(), payload.challenge()).getBytes(StandardCharsets.UTF_8),
                payload.signature().getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String salt, String challenge) {
        return HexFormat.of()
                .formatHex(digests.digest(SecretPurpose.BOT_CHALLENGE, salt, new Challenge(challenge))
                        .toBytes());
    }

    /** Not secret at all, but what is signed. */
    private static final class Challenge extends Secret {
        Challenge(String value) {
            super(value);
        }
    }

    static String digest(String salt, int number) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(ALGORITHM)
                            .digest((salt + number).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
