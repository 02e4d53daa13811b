package dev.sallyport.devtools;

import dev.sallyport.http.page.Page;
import dev.sallyport.http.page.Pages;
import dev.sallyport.http.page.Resource;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code GET /dev}: where a developer finds what the server has for them. */
public final class DevPage implements RouteGroup {
    private final LocalHosts hosts;
    private final Page page;

    /**
     * Leads to what has an address of its own.
     *
     * @param hosts the names under which it is shown
     * @param studio address of the data browser
     * @param health address that tells whether the server is well
     */
    DevPage(LocalHosts hosts, String studio, String health) {
        this.hosts = hosts;
        this.page = new Page(Resource.text(DevPage.class, "dev.html"))
                .with("studio", studio)
                .with("health", health);
    }

    @Override
    public void register(Routes routes) {
        routes.get("/dev", Access.ANYONE, hosts.guard(request -> Answer.of(Pages.response(200, page))));
    }
}
