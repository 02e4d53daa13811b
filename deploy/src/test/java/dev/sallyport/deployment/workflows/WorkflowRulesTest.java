package dev.sallyport.deployment.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowRulesTest {
    private static final String GOOD = """
            on:
              push:
            permissions:
              contents: read
            concurrency:
              group: some
            jobs:
              one:
                runs-on: ubuntu-24.04
                timeout-minutes: 5
                environment: production
                steps:
                  - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
                    with:
                      persist-credentials: false
                  - run: .ci/run
                    env:
                      KUBECONFIG: ${{ secrets.KUBECONFIG }}
            """;

    @Test
    void takesAGoodOne() {
        assertThat(WorkflowRules.problems(Workflow.of("some.yml", GOOD))).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            permissions: | rights: | some.yml says nothing about permissions
            contents: read | contents: write | some.yml gives all its jobs more than reading
            contents: read | packages: read | some.yml gives all its jobs more than reading
            concurrency: | name: | some.yml may run any number of times at once
            on: | off: | some.yml is never started
            push: | pull_request_target: | some.yml is started by pull_request_target
            environment: production | secrets: inherit | some.yml hands on all secrets
            timeout-minutes: 5 | name: five | some.yml one may run for hours
            ubuntu-24.04 | ubuntu-latest | some.yml one runs on whatever is the latest
            environment: production | name: production | some.yml one reaches a cluster without anybody's consent
            environment: production | permissions: write-all | some.yml one has all permissions of a kind
            @de0fac2e4500dabe0009e67214ff5f5447ce83dd | @v6 | some.yml uses what may change: actions/checkout@v6
            # v6.0.2 | # v6 | some.yml does not say which version this is: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd
            persist-credentials: false | fetch-depth: 1 | some.yml leaves its token in the checkout
            persist-credentials: false | persist-credentials: true | some.yml leaves its token in the checkout
            run: .ci/run | run: echo ${{ github.head_ref }} | some.yml pastes into a script: echo ${{ github.head_ref }}
            run: .ci/run | run: .ci/runs | some.yml runs what is not there: .ci/runs
            """)
    void tellsOfABadOne(String good, String bad, String problem) {
        assertThat(GOOD).contains(good);

        assertThat(WorkflowRules.problems(Workflow.of("some.yml", GOOD.replace(good, bad))))
                .contains(problem);
    }
}
