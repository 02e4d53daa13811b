package dev.sallyport.bench;

import dev.sallyport.application.session.RefreshTokens;
import dev.sallyport.domain.session.GenuineRefreshToken;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.security.session.HmacRefreshTokens;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a refresh token costs besides its one round trip: one derivation, and one check, which is all that a forged one costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RefreshTokenBenchmark {
    private final RefreshTokens tokens =
            new HmacRefreshTokens(BenchKeys.make().ring().refreshToken());
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final RefreshToken derived = tokens.derive(session, 7);
    private final RefreshToken forged =
            RefreshToken.of(derived.reveal().substring(1) + derived.reveal().charAt(0));

    @Benchmark
    public RefreshToken derive() {
        return tokens.derive(session, 7);
    }

    @Benchmark
    public Optional<GenuineRefreshToken> authenticate() {
        return tokens.authenticate(derived);
    }

    @Benchmark
    public Optional<GenuineRefreshToken> refuseForged() {
        return tokens.authenticate(forged);
    }
}
