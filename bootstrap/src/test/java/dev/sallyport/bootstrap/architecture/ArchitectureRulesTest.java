package dev.sallyport.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every rule catches the fixture that breaks it, and nothing else of that fixture's house. */
class ArchitectureRulesTest {
    private static final String FIXTURES = "dev.sallyport.fixtures.";

    /** The classes of a house that a rule finds fault with, of those that are named. */
    private static List<String> faults(String house, Function<ArchitectureRules, ArchRule> rule, String... classes) {
        String root = FIXTURES + house;
        String report = rule.apply(new ArchitectureRules(root))
                .evaluate(new ClassFileImporter().importPackages(root))
                .getFailureReport()
                .toString();
        return List.of(classes).stream().filter(report::contains).toList();
    }

    private static void assertCaught(String house, Function<ArchitectureRules, ArchRule> rule, String... classes) {
        assertThat(faults(house, rule, classes)).containsExactly(classes);
    }

    @Test
    void catchesADomainThatKnowsMoreThanTheJdk() {
        assertCaught("arrows", ArchitectureRules::domainKnowsOnlyTheJdk, "DomainThatKnowsTheApplication");
    }

    @Test
    void catchesAnApplicationThatKnowsAnAdapter() {
        assertCaught("arrows", ArchitectureRules::applicationKnowsOnlyTheDomain, "ApplicationThatKnowsAnAdapter");
    }

    @Test
    void catchesAVerifierThatKnowsTheDomainOrAnotherLibrary() {
        assertCaught(
                "arrows",
                ArchitectureRules::verifierKnowsNothingOfTheHouse,
                "VerifierThatKnowsTheDomain",
                "VerifierThatUsesAnotherLibrary");
    }

    @Test
    void letsSecurityAloneKnowTheVerifier() {
        assertThat(faults(
                        "arrows",
                        ArchitectureRules::adaptersKnowTheCoreAndTheirOwnLibraryAlone,
                        "AdapterThatKnowsTheVerifier",
                        "SecurityThatKnowsTheVerifier"))
                .containsExactly("AdapterThatKnowsTheVerifier");
    }

    @Test
    void catchesAnAdapterThatKnowsAnotherOrItsLibraryOrBootstrap() {
        assertCaught(
                "arrows",
                ArchitectureRules::adaptersKnowTheCoreAndTheirOwnLibraryAlone,
                "AdapterThatKnowsAnother",
                "AdapterThatUsesAnothersLibrary",
                "AdapterThatKnowsBootstrap");
    }

    @Test
    void catchesABootstrapThatUsesAnAdaptersLibrary() {
        assertCaught(
                "arrows",
                ArchitectureRules::bootstrapLeavesAdaptersTheirLibraries,
                "BootstrapThatUsesAnAdaptersLibrary");
    }

    @Test
    void catchesACoreThatLogs() {
        assertCaught("words", ArchitectureRules::coreDoesNotLog, "CoreThatLogs");
    }

    @Test
    void catchesACoreThatPrints() {
        assertCaught("words", ArchitectureRules::coreDoesNotPrint, "CoreThatPrints");
    }

    @Test
    void catchesWhoSleeps() {
        assertCaught("patience", ArchitectureRules::nobodySleeps, "Sleeper");
    }

    @Test
    void catchesStaticStateThatCanChange() {
        assertCaught(
                "state",
                rules -> rules.nothingStaticCanChangeExcept(Set.of()),
                "StaticField",
                "StaticArray",
                "StaticCollection");
    }

    @Test
    void catchesWhoRevealsASecretUnlisted() {
        assertCaught("secrets", rules -> rules.secretsAreRevealedOnlyBy(Set.of()), "Gossip.", "GossipByReference");
        assertThat(faults("secrets", rules -> rules.secretsAreRevealedOnlyBy(Set.of("mail.Gossip")), "Gossip."))
                .isEmpty();
    }

    @Test
    void catchesUseCasesThatAreOpen() {
        assertCaught("usecases", ArchitectureRules::useCasesAreFinalWithOneWayIn, "OpenUseCase", "TwoWaysIn");
    }

    @Test
    void catchesWhoAsksTheMachineForTheTime() {
        assertCaught("ambient", rules -> rules.timeIsAPortExceptFor(Set.of()), "AsksForTheTime", "RefersToTheTime");
        assertThat(faults(
                        "ambient",
                        rules -> rules.timeIsAPortExceptFor(Set.of("application.AsksForTheTime")),
                        "AsksForTheTime"))
                .isEmpty();
    }

    @Test
    void catchesWhoMakesRandomValues() {
        assertCaught("ambient", rules -> rules.randomnessIsAPortExceptFor(Set.of()), "MakesAnId", "ThrowsDice");
    }

    @Test
    void catchesReflection() {
        assertCaught("reflection", rules -> rules.nothingIsDoneByReflectionExceptBy(Set.of()), "LooksBehindTheCurtain");
    }

    @Test
    void catchesNamesThatSayNothing() {
        assertCaught("names", ArchitectureRules::namesSaySomething, "StringUtils");
    }

    @Test
    void catchesAPackageThatSaysNothingOfNull() {
        assertCaught("nulls", ArchitectureRules::everyPackageIsNullMarked, "InAPackageThatSaysNothing");
    }
}
