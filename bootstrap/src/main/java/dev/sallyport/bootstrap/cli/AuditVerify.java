package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.audit.AuditFinding;
import dev.sallyport.application.audit.VerifyAuditTrail;
import dev.sallyport.bootstrap.Keys;
import dev.sallyport.bootstrap.config.KeySettings;
import dev.sallyport.domain.audit.AuditHead;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Compares the audit trail with its seals. */
final class AuditVerify implements Callable<Integer> {
    private final World world;
    private final AuditCommand.Given<AuditHead> expected;
    private final BooleanSupplier asJson;

    AuditVerify(World world, AuditCommand.Given<AuditHead> expected, BooleanSupplier asJson) {
        this.world = world;
        this.expected = expected;
        this.asJson = asJson;
    }

    @Override
    public Integer call() {
        KeySettings settings = KeysCommand.settings(world);
        VerifyAuditTrail.Result result = asJson.getAsBoolean() ? json(settings) : lines(settings);
        return result.wrong() == 0 ? 0 : 1;
    }

    private VerifyAuditTrail.Result verify(KeySettings settings, Consumer<AuditFinding> findings) {
        return Keys.with(
                settings,
                keys -> keys.verify(new VerifyAuditTrail.Command(Optional.ofNullable(expected.get()), findings)));
    }

    private VerifyAuditTrail.Result lines(KeySettings settings) {
        VerifyAuditTrail.Result result =
                verify(settings, finding -> world.out().println(AuditFindingWords.sentence(finding)));
        world.out()
                .println(result.entries() + " entries in " + result.batches() + " batches compared, " + result.waiting()
                        + " waiting to be sealed.");
        if (result.late() > 0) {
            world.out()
                    .println(result.late()
                            + " were sealed more than an hour after they happened, since nothing was sealed meanwhile: after"
                            + " an upgrade, or while no server ran.");
        }
        world.out()
                .println(
                        result.wrong() == 0
                                ? "Nothing was changed."
                                : "The audit trail was tampered with: " + result.wrong() + " findings.");
        world.out().println("Head: " + result.head().map(AuditHead::toString).orElse("none"));
        return result;
    }

    /** Written as it is found: there may be many. */
    private VerifyAuditTrail.Result json(KeySettings settings) {
        world.out().print("{\"findings\":[");
        Separator separator = new Separator();
        VerifyAuditTrail.Result result =
                verify(settings, finding -> world.out().print(separator.next() + AuditFindingWords.json(finding)));
        world.out()
                .println("],\"intact\":" + (result.wrong() == 0) + ",\"batches\":" + result.batches() + ",\"entries\":"
                        + result.entries() + ",\"waiting\":" + result.waiting() + ",\"late\":" + result.late()
                        + ",\"head\":"
                        + result.head()
                                .map(head -> JsonText.quoted(head.toString()))
                                .orElse("null") + "}");
        return result;
    }

    /** Nothing before the first. */
    private static final class Separator {
        private String separator = "";

        String next() {
            String now = separator;
            separator = ",";
            return now;
        }
    }
}
