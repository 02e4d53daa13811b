package dev.sallyport.ratelimit.redis;

import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.domain.secret.SecretPurpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Charges with their rates and keys. Every instance with the same digests makes the same keys. */
final class Uses {
    private static final String PREFIX = "sallyport:limit:";

    /** Half of a digest: 128 bits, which no two subjects share by accident, and a shorter key. */
    private static final int DIGEST_BYTES = 16;

    private final Map<Limit, Rate> rates;
    private final SecretDigests digests;

    Uses(Map<Limit, Rate> rates, SecretDigests digests) {
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("there is at least one rate");
        }
        this.rates = Map.copyOf(rates);
        this.digests = digests;
    }

    List<Use> of(List<Charge> charges) {
        List<Use> uses = new ArrayList<>(charges.size());
        for (Charge charge : charges) {
            uses.add(new Use(uses.size(), charge.limit(), rate(charge.limit()), key(charge)));
        }
        return uses;
    }

    private Rate rate(Limit limit) {
        Rate rate = rates.get(limit);
        if (rate == null) {
            throw new IllegalArgumentException("there is no rate for " + limit);
        }
        return rate;
    }

    private String key(Charge charge) {
        String limit = charge.limit().name().toLowerCase(Locale.ROOT).replace('_', '-');
        byte[] digest = digests.digest(SecretPurpose.RATE_LIMIT_SUBJECT, limit, Subject.of(charge))
                .toBytes();
        return PREFIX + limit + ":"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
    }
}
