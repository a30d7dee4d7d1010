//! The application: holds the store, and turns what happens into actions.

use std::{cell::RefCell, rc::Rc};

use checker::Evidence;
use futures_util::future::{AbortHandle, abortable};
use mta_sts::Domain;
use words::{Language, key};
use yew::prelude::*;

use crate::{
    Shared,
    browser::{
        self, Browser, Offer, address, clipboard, clock, dns,
        files::{self, File},
        history,
        idna::UrlParser,
        json, languages, memory, page, proxy,
    },
    components::{Carrier, Format, Hands, Keeping, footer, masthead},
    later::{self, Coming, Given, Later},
    pages::{CheckPage, Drafting, headline},
    resolver::{self, Choice, Endpoint, is_usable},
    route::Route,
    run,
    store::{Action, State, Trial, allowing},
};

/// The application.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was typed before the application was there.
    pub typed: AttrValue,
    /// Where the cursor was then, if it was in the field.
    pub cursor: Option<(u32, u32)>,
}

/// The application.
#[component]
pub fn App(props: &Props) -> Html {
    let store = use_reducer({
        let typed = props.typed.to_string();
        move || Store(first_state(typed))
    });
    let desk = Desk {
        store: store.clone(),
        latest: use_mut_ref(|| None),
        offer: use_mut_ref(|| None),
        keeps: use_mut_ref(keeps_checks),
        later: use_state(Coming::default),
    };
    use_takeover(props.cursor);
    use_focus(&store.0.route);
    use_once(&desk);
    use_arrival(&desk);
    use_title(&store.0);

    let state = &store.0;
    let language = state.language;
    let later = *desk.later;
    html! {
        <ContextProvider<Hands> context={Hands { copy: Callback::from(copy), learn: Callback::from(learn) }}>
            {masthead(language, &state.route, &desk.on_speak(), &desk.on_go())}
            <main id="main" class="wrap" tabindex="-1">
                if let Some(page) = beside(&desk, later) {
                    {page}
                } else {
                    <CheckPage
                        state={Shared::new(state.clone())}
                        server={AttrValue::from(Endpoint::own(&proxy::base()).name)}
                        origin={address::origin()}
                        checked={checked_at(state)}
                        on_type={desk.on_type()}
                        on_submit={desk.on_submit()}
                        on_go={desk.on_go()}
                        on_choose={desk.on_choose()}
                        on_compare={desk.on_compare()}
                        keeping={desk.keeping()}
                        carrier={desk.carrier()}
                        {later}
                    />
                }
            </main>
            {footer(language, &desk.on_go(), state.shortcut, &desk.on_shortcut())}
        </ContextProvider<Hands>>
    }
}

#[derive(Clone)]
struct Store(State);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(Rc::unwrap_or_clone(self).0.reduce(action)))
    }
}

/// The address says more than memory, memory more than the browser's settings.
pub(crate) fn first_language() -> Language {
    let remembered = || memory::recall("language").and_then(|tag| Language::from_tag(&tag));
    address::here().language().or_else(remembered).or_else(page::language).unwrap_or_default()
}

fn first_state(typed: String) -> State {
    let address = address::here();
    let language = first_language();
    let choice = memory::recall("resolver").map_or(Choice::Automatic, |id| Choice::named(&id));
    let typed = if typed.is_empty() { address.domain.clone().unwrap_or_default() } else { typed };
    let compared = memory::recall("compare").map_or_else(Vec::new, |words| resolver::compared(&words));
    let known = memory::recall("address").unwrap_or_default();
    let shortcut = memory::recall("shortcut").as_deref() != Some("no");
    State {
        keeps: keeps_checks(),
        offline: page::is_offline(),
        shortcut,
        compared,
        address: known,
        ..State::new(language, address.route(), typed, choice)
    }
}

/// Who does the work that events ask for.
#[derive(Clone)]
struct Desk {
    store: UseReducerHandle<Store>,
    latest: Rc<RefCell<Option<AbortHandle>>>,
    /// What the server offers, for work that began before it said so.
    offer: Offer,
    /// Whether checks are kept, for work that began before that was decided.
    keeps: Rc<RefCell<bool>>,
    /// What comes later.
    later: UseStateHandle<Coming>,
}

impl Desk {
    fn state(&self) -> &State {
        &self.store.0
    }

    fn tell(&self, action: Action) {
        self.store.dispatch(action);
    }

    fn on_type(&self) -> Callback<String> {
        let desk = self.clone();
        Callback::from(move |typed| desk.tell(Action::Typed(typed)))
    }

    fn on_submit(&self) -> Callback<()> {
        let desk = self.clone();
        Callback::from(move |()| match Domain::typed(&desk.state().typed, &UrlParser) {
            Ok(typed) => desk.go(Route::Check { domain: typed.domain.to_string(), kept: None }),
            Err(problem) => {
                desk.tell(Action::Rejected(problem));
                page::focus_field();
            }
        })
    }

    /// Follows a link of this page.
    fn on_go(&self) -> Callback<Route> {
        let desk = self.clone();
        Callback::from(move |route: Route| {
            if let Route::Check { domain, .. } = &route {
                desk.tell(Action::Typed(domain.clone()));
            }
            let beside = route.is_beside();
            desk.go(route);
            if beside {
                page::focus("main");
            }
            page::to_top();
        })
    }

    fn go(&self, route: Route) {
        address::push(&route.href(self.state().language));
        self.tell(Action::Went(route));
    }

    fn on_speak(&self) -> Callback<Language> {
        let desk = self.clone();
        Callback::from(move |language: Language| {
            memory::remember("language", language.tag());
            address::replace(&desk.state().route.href(language));
            speak(&desk.store, language);
        })
    }

    fn on_choose(&self) -> Callback<Choice> {
        let desk = self.clone();
        Callback::from(move |choice: Choice| {
            memory::remember("resolver", choice.id());
            remember_address(&choice);
            desk.tell(Action::Chose(choice.clone()));
            let desk = desk.clone();
            browser::spawn(async move {
                let trial = attempt(&choice).await;
                desk.tell(Action::Tried { choice, trial });
            });
        })
    }

    /// Compares with a resolver from now on, or no longer.
    fn on_compare(&self) -> Callback<Choice> {
        let desk = self.clone();
        Callback::from(move |choice: Choice| {
            if matches!(&choice, Choice::Custom(url) if !is_usable(url)) {
                let chosen = desk.state().choice.clone();
                return desk.tell(Action::Tried { choice: chosen, trial: Trial::NotAnAddress });
            }
            remember_address(&choice);
            let compared = resolver::toggled(&desk.state().compared, choice);
            memory::remember("compare", &compared.iter().map(Choice::id).collect::<Vec<_>>().join(" "));
            desk.tell(Action::Compare(compared));
        })
    }

    fn on_forget(&self) -> Callback<()> {
        let desk = self.clone();
        Callback::from(move |()| {
            let desk = desk.clone();
            browser::spawn(async move {
                history::forget().await;
                desk.tell(Action::Recalled(Vec::new()));
                // The button goes with what it forgot.
                page::focus("past");
            });
        })
    }

    fn keeping(&self) -> Keeping {
        Keeping { forget: self.on_forget(), keep: self.on_keep(), open: self.on_open(), export: self.on_export() }
    }

    fn on_keep(&self) -> Callback<bool> {
        let desk = self.clone();
        Callback::from(move |keeps: bool| {
            memory::remember("keep", if keeps { "yes" } else { "no" });
            desk.keeps.replace(keeps);
            desk.tell(Action::Keep(keeps));
        })
    }

    fn on_offline(&self) -> Callback<bool> {
        let desk = self.clone();
        Callback::from(move |offline| desk.tell(Action::Offline(offline)))
    }

    fn on_shortcut(&self) -> Callback<bool> {
        let desk = self.clone();
        Callback::from(move |shortcut: bool| {
            memory::remember("shortcut", if shortcut { "yes" } else { "no" });
            desk.tell(Action::Shortcut(shortcut));
        })
    }

    fn on_open(&self) -> Callback<Event> {
        let desk = self.clone();
        Callback::from(move |event: Event| {
            let desk = desk.clone();
            if let Some(file) = files::chosen(&event) {
                browser::spawn(async move { desk.open(file).await });
            }
        })
    }

    fn on_drop(&self) -> Callback<File> {
        let desk = self.clone();
        Callback::from(move |file| {
            let desk = desk.clone();
            browser::spawn(async move { desk.open(file).await });
        })
    }

    fn drafting(&self) -> Drafting {
        let desk = self.clone();
        Drafting { edit: Callback::from(move |edit| desk.tell(Action::Drafted(edit))), open: self.on_open() }
    }

    fn on_export(&self) -> Callback<()> {
        let desk = self.clone();
        Callback::from(move |()| {
            if let Some(text) = desk.later.here().and_then(|later| (later.export)(&desk.state().past)) {
                let _ = json::save("mta-sts-checks.json", &text);
            }
        })
    }

    /// Shows what is in a file. The address tells where the reader is by now.
    async fn open(&self, file: File) {
        let Ok(later) = later::load().await else { return self.tell(Action::Unreadable) };
        let at_draft = address::here().route() == Route::Lint;
        match (later.open)(file, at_draft).await {
            Given::Evidence(all) => self.bring(later, all).await,
            Given::Draft { file, text } => {
                self.tell(Action::Gave { file, text });
                if !at_draft {
                    self.go(Route::Lint);
                }
            }
            Given::Nothing => self.tell(Action::Unreadable),
        }
    }

    /// Shows evidence, judged here; of several, keeps all and shows the latest.
    async fn bring(&self, later: Later, mut all: Vec<Evidence>) {
        all.sort_by_key(|evidence| evidence.started);
        let Some(latest) = all.last().cloned() else { return self.tell(Action::Unreadable) };
        let known = (later.recall)().await;
        for evidence in all.into_iter().filter(|evidence| *self.keeps.borrow() && !known.contains(evidence)) {
            (later.keep)(evidence).await;
        }
        self.tell(Action::Recalled((later.recall)().await));
        let route = Route::Check { domain: latest.domain.clone(), kept: Some(latest.started.to_string()) };
        self.tell(Action::Brought(Shared::new(latest)));
        self.go(route);
        page::to_top();
    }

    fn carrier(&self) -> Carrier {
        let (writer, saver) = (self.clone(), self.clone());
        Carrier {
            write: Callback::from(move |format| writer.write(format).unwrap_or_default().into()),
            save: Callback::from(move |format: Format| {
                if let (Some(text), Some(check)) = (saver.write(format), &saver.state().check) {
                    let _ = json::save(&format!("mta-sts-{}.{}", check.domain, format.ending()), &text);
                }
            }),
        }
    }

    fn write(&self, format: Format) -> Option<String> {
        let (state, later) = (self.state(), self.later.here()?);
        let check = state.check.as_ref()?;
        let route = Route::Check { domain: check.domain.to_string(), kept: None };
        let link = [&*address::origin(), &route.href(state.language)].concat();
        (later.write)(check, state.language, format, &link)
    }

    /// Does what the address asks for.
    async fn arrive(self, run: u64, route: Route) {
        let Route::Check { domain, kept } = route else { return };
        let brought = self.state().brought.clone().filter(|brought| is_kept(brought, &domain, kept.as_deref()));
        if let Some(evidence) = brought {
            return self.tell(Action::Opened { run, evidence });
        }
        if let Some(evidence) = find_kept(&domain, kept.as_deref()).await {
            return self.tell(Action::Opened { run, evidence: Shared::new(evidence) });
        }
        match Domain::typed(&domain, &UrlParser) {
            Ok(typed) => self.check(run, typed.domain).await,
            Err(problem) => self.tell(Action::Rejected(problem)),
        }
    }

    async fn check(self, run: u64, domain: Domain) {
        let begun = Evidence::new(&domain, self.state().typed.trim(), clock::now());
        self.tell(Action::Began { run, domain: domain.clone(), evidence: Shared::new(begun.clone()) });
        let (first, others) = self.state().resolvers(domain.as_str(), &proxy::base());
        let by = |endpoints| Browser::new(endpoints, &proxy::base(), self.offer.clone());
        let net = by(first);
        let others: Vec<Browser> = others.into_iter().map(|other| by(vec![other])).collect();
        let started = clock::ticks();
        let tell = |action| self.tell(action);
        let done = RefCell::new(None);
        let answered = |seen: &Evidence| {
            done.replace(Some(seen.clone()));
            self.tell(Action::Ended { run, took_ms: since(started), silent: net.silent() });
        };
        let (checking, handle) = abortable(run::check(run, domain, begun, &net, &others, tell, answered));
        if let Some(older) = self.latest.borrow_mut().replace(handle) {
            older.abort();
        }
        // The next check does not wait for opinions on this one.
        let Some(evidence) = checking.await.ok().or_else(|| done.take()) else { return };
        if *self.keeps.borrow() {
            self.keep(evidence).await;
        }
    }

    async fn keep(&self, evidence: Evidence) {
        let Ok(later) = later::load().await else { return self.tell(Action::Unkept) };
        let known = (later.recall)().await;
        let evidence = known.iter().fold(self.seen_here(evidence), Evidence::after);
        if !(later.keep)(evidence).await {
            self.tell(Action::Unkept);
        }
        self.tell(Action::Recalled((later.recall)().await));
    }

    fn seen_here(&self, evidence: Evidence) -> Evidence {
        match &*self.offer.borrow() {
            Some(offer) => allowing(evidence, offer),
            None => evidence,
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a check takes seconds")]
fn since(started: f64) -> u32 {
    (clock::ticks() - started) as u32
}

async fn find_kept(domain: &str, kept: Option<&str>) -> Option<Evidence> {
    kept?;
    later::recall().await.into_iter().find(|evidence| is_kept(evidence, domain, kept))
}

fn is_kept(evidence: &Evidence, domain: &str, moment: Option<&str>) -> bool {
    evidence.domain == domain && moment.is_some_and(|moment| evidence.started.to_string() == moment)
}

fn keeps_checks() -> bool {
    memory::recall("keep").as_deref() != Some("no")
}

/// The reader's own resolver stays at hand, also when another one is chosen.
fn remember_address(choice: &Choice) {
    if let Choice::Custom(url) = choice
        && is_usable(url)
    {
        memory::remember("address", url);
    }
}

async fn attempt(choice: &Choice) -> Trial {
    match choice {
        Choice::Custom(url) if !is_usable(url) => Trial::NotAnAddress,
        Choice::Automatic => Trial::None,
        choice => match choice.endpoints(&proxy::base()).first() {
            Some(endpoint) => dns::attempt(endpoint).await,
            None => Trial::None,
        },
    }
}

/// The resolver that is asked first with those that stand in for it, and those that are compared with it.
fn resolver_names(state: &State) -> (Vec<String>, Vec<String>) {
    let (first, others) = state.resolvers("", &proxy::base());
    let names = |endpoints: Vec<Endpoint>| endpoints.into_iter().map(|endpoint| endpoint.name).collect();
    (names(first), names(others))
}

fn checked_at(state: &State) -> AttrValue {
    let moment = state.check.as_ref().map(|check| check.report.checked_at);
    moment.map(|moment| clock::local(moment, state.language)).unwrap_or_default().into()
}

/// A page beside the check.
fn beside(desk: &Desk, later: Coming) -> Option<Html> {
    let (state, on_go) = (desk.state(), &desk.on_go());
    let page = |later: Later| match &state.route {
        Route::Lint => (later.lint)(state, desk.drafting(), on_go),
        Route::About => (later.about)(state.language, &resolver_names(state)),
        Route::Rule { id } => (later.rule)(state.language, id, on_go),
        _ => (later.rules)(state.language, on_go),
    };
    state.route.is_beside().then(|| later.show(state.language, page))
}

/// Speaks a language as soon as its sentences are there.
fn speak(store: &UseReducerHandle<Store>, language: Language) {
    let store = store.clone();
    browser::spawn(async move {
        if languages::learn(language).await {
            store.dispatch(Action::Speak(language));
        }
    });
}

fn learn((language, answer): (Language, Callback<bool>)) {
    browser::spawn(async move { answer.emit(languages::learn(language).await) });
}

fn copy((text, answer): (AttrValue, Callback<bool>)) {
    browser::spawn(async move { answer.emit(clipboard::copy(&text).await) });
}

/// The shell is gone only now: its cursor goes on in the field of the application.
#[hook]
fn use_takeover(cursor: Option<(u32, u32)>) {
    use_effect_with((), move |()| {
        if let Some(cursor) = cursor {
            page::put_cursor(cursor);
        }
        page::ready();
    });
}

/// A link that was followed may be gone with what it stood in.
#[hook]
fn use_focus(route: &Route) {
    let arrived = use_mut_ref(|| false);
    use_effect_with(route.clone(), move |_| {
        if arrived.replace(true) {
            page::catch_focus();
        }
    });
}

/// What happens once: asking the server what it offers, recalling earlier checks, listening.
#[hook]
fn use_once(desk: &Desk) {
    let desk = desk.clone();
    use_effect_with((), move |()| {
        let store = desk.store.clone();
        address::on_return(move |address| {
            if let Some(language) = address.language() {
                speak(&store, language);
            }
            store.dispatch(Action::Returned(address.route()));
        });
        browser::spawn({
            let desk = desk.clone();
            async move {
                let later = later::load().await;
                desk.later.set(later.into());
                if let Ok(later) = later {
                    (later.listen)(desk.on_drop(), desk.on_offline());
                    desk.tell(Action::Recalled((later.recall)().await));
                }
            }
        });
        browser::spawn(async move {
            if let Ok(config) = proxy::config(&proxy::base()).await {
                desk.offer.replace(Some(config.clone()));
                desk.tell(Action::Offered(config));
            }
        });
    });
}

/// Every new run does what the address asks for.
#[hook]
fn use_arrival(desk: &Desk) {
    let desk = desk.clone();
    use_effect_with(desk.state().run, move |run| {
        let (run, route) = (*run, desk.state().route.clone());
        browser::spawn(desk.arrive(run, route));
    });
}

#[hook]
fn use_title(state: &State) {
    let title = title(state);
    use_effect_with((title, state.language), |(title, language)| page::describe(title, *language));
}

fn title(state: &State) -> String {
    let name = state.language.say(key::PAGE_NAME, &[]);
    match (&state.route, &state.check) {
        (Route::About, _) => format!("{} · {name}", state.language.say(key::PAGE_ABOUT, &[])),
        (Route::Lint, _) => format!("{} · {name}", state.language.say(key::LINT_TITLE, &[])),
        (Route::Rules, _) => format!("{} · {name}", state.language.say(key::PAGE_RULES, &[])),
        (Route::Rule { id }, _) => {
            let headline = headline(id, state.language);
            format!("{} · {name}", headline.unwrap_or_else(|| state.language.say(key::PAGE_RULES, &[])))
        }
        (_, Some(check)) => {
            let headline = match check.running {
                true => words::report::provisional(&check.report, state.language).headline,
                false => words::report::verdict(&check.report, state.language).headline,
            };
            format!("{headline} · {}", check.domain)
        }
        _ => name,
    }
}
