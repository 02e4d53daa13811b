/** What "secure" means here, over HTTP and on a real PostgreSQL; each test names the requirement that it holds us to. */
@NullMarked
package dev.sallyport.bootstrap.security;

import org.jspecify.annotations.NullMarked;
