import type { Locator, Page } from "playwright-core";

/** The Infra page as a person sees it: by roles and names. */
export class InfraPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(project: string): Promise<this> {
    await this.page.goto(`/projects/${project}/infra`);
    return this.shown();
  }

  /** Waits until the diagram is drawn and the code can be read. */
  async shown(): Promise<this> {
    await this.diagram.waitFor();
    await this.code.waitFor();
    return this;
  }

  /** Its name says what it shows. */
  get diagram(): Locator {
    return this.page.getByRole("application", { name: /^Diagram of/ });
  }

  get code(): Locator {
    return this.page.getByRole("textbox", { name: "Definition" });
  }

  /** The definition as it stands in the editor, which draws all lines of a short one. */
  async text(): Promise<string> {
    await this.tab("Code");
    await this.code.waitFor();
    return (await this.code.locator(".cm-line").allTextContents()).join("\n");
  }

  async tab(name: "Code" | "Outline" | "Changes"): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
  }

  /** Selects a part in the outline. */
  async select(name: string): Promise<void> {
    await this.tab("Outline");
    await this.page
      .getByRole("treeitem", { name: new RegExp(`^${name}[\\s,]`) })
      .first()
      .click();
  }

  /** Waits until the definition stands so: `Nothing would change`, `2 parts change`, `Has errors`. */
  stands(how: string): Promise<void> {
    return this.page.getByRole("status").getByText(how, { exact: true }).waitFor();
  }

  async deploy(comment?: string): Promise<void> {
    await this.page.getByRole("button", { name: "Deploy", exact: true }).click();
    const dialog = this.page.getByRole("dialog", { name: "Deploy" });
    if (comment) await dialog.getByRole("textbox", { name: /Comment/ }).fill(comment);
    await dialog.getByRole("button", { name: "Deploy" }).click();
    await dialog.waitFor({ state: "detached" });
  }

  /** The updates that were just asked for. */
  get progress(): Locator {
    return this.page.getByRole("region", { name: "Updates under way" });
  }

  /** Replaces everything that is written. */
  async type(text: string): Promise<void> {
    await this.tab("Code");
    await this.code.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
  }
}
