package dev.sallyport.bench;

import dev.sallyport.application.session.AccessTokens;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.security.session.JavaJwtAccessTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What an access token costs: one signature with every sign-in and refresh, one verification with each instance that it comes to. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AccessTokenBenchmark {
    private final AccessTokens tokens = new JavaJwtAccessTokens(
            BenchKeys.make().signing(), "http://localhost:3000", "http://localhost:3000", 50, InstantSource.system());
    private final AccessClaims claims = claims();
    private final AccessToken issued = tokens.issue(claims);

    private static AccessClaims claims() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new AccessClaims(
                UUID.randomUUID(),
                AccessClaims.Scope.FULL,
                new UserId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                Set.of(AuthenticationMethod.PASSWORD),
                now,
                Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN),
                BuiltInRoles.permissionsOf(Set.of(BuiltInRoles.ADMIN)),
                now,
                now.plus(1, ChronoUnit.DAYS));
    }

    @Benchmark
    public AccessToken issue() {
        return tokens.issue(claims);
    }

    /** A token that this instance sees for the first time. */
    @Benchmark
    public Optional<VerifiedAccessToken> verifyUnseen() {
        tokens.forget(any -> true);
        return tokens.verify(issued);
    }

    /** A token that this instance has verified before. */
    @Benchmark
    public Optional<VerifiedAccessToken> verifySeen() {
        return tokens.verify(issued);
    }
}
