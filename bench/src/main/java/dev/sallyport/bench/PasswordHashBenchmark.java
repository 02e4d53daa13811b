package dev.sallyport.bench;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.security.account.Argon2Parameters;
import dev.sallyport.security.account.Argon2idPasswordHasher;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a password costs at the default parameters: nearly all of a sign-in. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PasswordHashBenchmark {
    private final PasswordHasher hasher =
            new Argon2idPasswordHasher(Argon2Parameters.STANDARD, 1, Duration.ofSeconds(3));
    private final Password password = Password.of("correct horse battery staple");
    private final PasswordHash hash = hasher.hash(password);

    @Benchmark
    public boolean verify() {
        return hasher.verify(password, hash);
    }
}
