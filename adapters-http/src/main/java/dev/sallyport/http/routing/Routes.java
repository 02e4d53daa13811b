package dev.sallyport.http.routing;

import java.util.ArrayList;
import java.util.List;

/** Where features register their routes. There is no way to register one without saying who may call it. */
public final class Routes {

    private final Callers callers;
    private final List<Route> all = new ArrayList<>();

    public Routes(Callers callers) {
        this.callers = callers;
    }

    /** Reading; answers HEAD too. */
    public <H> void get(String path, Access<H> access, H handler) {
        add("GET", path, access, handler);
    }

    /** The same, if somebody else is to count its requests than usually. */
    public <H> void get(String path, Access<H> access, Counted counted, H handler) {
        add("GET", path, access, counted, handler);
    }

    public <H> void post(String path, Access<H> access, H handler) {
        add("POST", path, access, handler);
    }

    /** The same, if somebody else is to count its requests than usually. */
    public <H> void post(String path, Access<H> access, Counted counted, H handler) {
        add("POST", path, access, counted, handler);
    }

    public <H> void put(String path, Access<H> access, H handler) {
        add("PUT", path, access, handler);
    }

    public <H> void patch(String path, Access<H> access, H handler) {
        add("PATCH", path, access, handler);
    }

    public <H> void delete(String path, Access<H> access, H handler) {
        add("DELETE", path, access, handler);
    }

    private <H> void add(String method, String path, Access<H> access, H handler) {
        add(method, path, access, Counted.usually(path), handler);
    }

    private <H> void add(String method, String path, Access<H> access, Counted counted, H handler) {
        all.add(new Route(method, path, access, counted, access.guard(handler, callers)));
    }

    public List<Route> all() {
        return List.copyOf(all);
    }
}
