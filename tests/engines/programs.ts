// What to do when a browser, or what drives it, is not there. A journey that cannot be tried has failed.

const PACKAGES = { Firefox: "firefox-esr", WebKitWebDriver: "webkit2gtk-driver", Xvfb: "xvfb" };

/** Says beside the error which package brings the program, if starting it is what went wrong. */
export async function from<T>(what: keyof typeof PACKAGES, started: Promise<T>): Promise<T> {
  try {
    return await started;
  } catch (error) {
    const absent = /ENOENT|unable to find binary|not a Firefox executable/.test(String(error));
    throw absent ? new Error(`${what} is missing. On Debian: apt-get install -y ${PACKAGES[what]}\n${error}`) : error;
  }
}
