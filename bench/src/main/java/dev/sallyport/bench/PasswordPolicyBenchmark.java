package dev.sallyport.bench;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import dev.sallyport.security.account.BundledPasswords;
import dev.sallyport.security.account.ZxcvbnPasswordMeter;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What judging a password costs: a usual one, the longest that is read, and the advice on it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PasswordPolicyBenchmark {
    private final BundledPasswords bundled = new BundledPasswords();
    private final PasswordPolicy policy = new PasswordPolicy(15, "Sallyport", bundled);
    private final ZxcvbnPasswordMeter meter = new ZxcvbnPasswordMeter(bundled, "Sallyport");
    private final Chooser ada = new Chooser(EmailAddress.of("ada@example.com"), null);
    private final Password usual = Password.of("correct horse battery staple");
    private final Password longest =
            Password.of("p@ssw0rd, 5 w4lls & 3 d00rs; ".repeat(9).substring(0, 256));

    @Benchmark
    public Set<Refusal> judgeUsual() {
        return policy.refusals(usual, ada);
    }

    @Benchmark
    public Set<Refusal> judgeLongest() {
        return policy.refusals(longest, ada);
    }

    @Benchmark
    public int adviseOnUsual() {
        return meter.strength(usual, ada);
    }

    @Benchmark
    public int adviseOnLongest() {
        return meter.strength(longest, ada);
    }
}
