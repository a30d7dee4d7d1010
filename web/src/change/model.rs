//! The model of the page for planning a change. No browser, no clock: times are arguments.

use std::rc::Rc;

use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use planner::{Goal, Note, Plan, PlanError, PlanVariant, SavedPlan, StepProgress, Unreadable, progress_of_steps};
use words::Language;
use yew::Reducible;

use super::{
    LiveState,
    fields::{FieldProblem, Fields},
};

/// Reason why there is no plan.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanProblem {
    /// A field is invalid.
    Field(FieldProblem),
    /// The link holds no plan.
    Link,
    /// The check could not see a part of the state.
    Unseen(Unreadable),
    /// The goal does not fit the state.
    Impossible(PlanError, Goal),
}

/// State of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The form.
    pub fields: Fields,
    /// Live state, once a check has returned it.
    pub live: Option<LiveState>,
    /// Domain that is being checked.
    pub checking: Option<Domain>,
    /// Number of the check. A new one starts when it changes.
    pub request: u32,
    /// Reason why there is no plan.
    pub problem: Option<PlanProblem>,
    /// Plan on show, and the saved plan that it was made from.
    pub shown_plan: Option<(SavedPlan, Rc<Plan>)>,
    /// Number of plans that the reader made. Each new one gets the focus.
    pub plan_count: u32,
    /// Whether the plan was made earlier, so that it is compared with the live state.
    pub is_earlier_plan: bool,
    /// Whether a plan is made as soon as the live state is known.
    wants_plan: bool,
}

/// Actions that change the model.
#[derive(Debug)]
pub enum ModelAction {
    /// A link with another plan was opened.
    LinkOpened(String, Language),
    /// A field changed. The function puts the text into the fields.
    FieldTyped(fn(&mut Fields, String), String),
    /// A goal was chosen, by its index.
    GoalChosen(usize),
    /// The form was submitted. The function reads the domain in its field; the time is now.
    Submitted(fn(&str) -> Option<Domain>, Timestamp, Language),
    /// A check ended, at this time.
    CheckEnded(Box<LiveState>, Timestamp, Language),
    /// Another form of the plan was chosen.
    FormChosen(PlanVariant),
    /// A new check of the live state was requested.
    CheckAgain,
    /// A new plan from the present state was requested, at this time.
    Replan(Timestamp, Language),
}

impl Model {
    /// Creates the model from the text in the address and the check on show.
    #[must_use]
    pub fn new(text: &str, check: Option<(&Domain, &Evidence)>, now: Timestamp, language: Language) -> Self {
        let mut model = Self::default();
        if let Some((domain, evidence)) = check {
            model.fields.domain = domain.to_string();
            model.live = Some(LiveState::from_evidence(domain.clone(), evidence));
        }
        model.open_link(text, language);
        if model.wants_plan && model.checking.is_none() {
            model.make_plan(now, language);
        }
        model
    }

    /// Returns the text of the plan on show, for the address.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.shown_plan.as_ref().map(|(saved, _)| saved.to_text())
    }

    /// Returns the live state of the plan's domain.
    #[must_use]
    pub fn live_of_plan(&self) -> Option<&LiveState> {
        let (saved, _) = self.shown_plan.as_ref()?;
        self.live.as_ref().filter(|live| live.domain == saved.domain)
    }

    /// Returns the progress of the plan on show, if it was made earlier and its live state is known.
    #[must_use]
    pub fn progress<'a>(&self, plan: &'a Plan) -> Option<Vec<StepProgress<'a>>> {
        let live = self.live_of_plan().filter(|_| self.is_earlier_plan)?;
        Some(progress_of_steps(plan, live.state()?, live.checked_at))
    }

    /// Returns the notes about the input of a new plan.
    #[must_use]
    pub fn notes(&self, plan: &Plan) -> Vec<Note> {
        self.live_of_plan().filter(|_| !self.is_earlier_plan).map_or_else(Vec::new, |live| plan.notes(live.checked_at))
    }

    fn open_link(&mut self, text: &str, language: Language) {
        (self.problem, self.is_earlier_plan, self.wants_plan) = (None, false, false);
        if text.is_empty() {
            return;
        }
        let Some(saved) = SavedPlan::read(text) else {
            self.problem = Some(PlanProblem::Link);
            return;
        };
        self.fields = Fields::from_plan(&saved, language);
        self.shown_plan = None;
        match saved.plan() {
            Some(Ok(plan)) => {
                self.is_earlier_plan = true;
                let domain = saved.domain.clone();
                self.shown_plan = Some((saved, Rc::new(plan)));
                // A check from before the plan was made tells nothing about its progress.
                self.request_check(domain);
            }
            Some(Err(why)) => self.problem = saved.goal.map(|goal| PlanProblem::Impossible(why, goal)),
            None => {
                self.wants_plan = saved.goal.is_some();
                if self.state_of(&saved.domain).is_none() {
                    self.request_check(saved.domain);
                }
            }
        }
    }

    fn state_of(&self, domain: &Domain) -> Option<&planner::State> {
        self.live.as_ref().filter(|live| live.domain == *domain)?.state()
    }

    fn request_check(&mut self, domain: Domain) {
        self.checking = Some(domain);
        self.request += 1;
    }

    fn submit(&mut self, domain: Option<Domain>, now: Timestamp, language: Language) {
        let Some(domain) = domain else {
            self.problem = Some(PlanProblem::Field(FieldProblem::Domain));
            return;
        };
        if let Err(problem) = self.fields.goal() {
            self.problem = Some(PlanProblem::Field(problem));
            return;
        }
        self.fields.domain = domain.to_string();
        (self.problem, self.is_earlier_plan) = (None, false);
        if self.state_of(&domain).is_some() {
            self.make_plan(now, language);
            self.plan_count += 1;
        } else {
            self.wants_plan = true;
            self.request_check(domain);
        }
    }

    fn apply_check(&mut self, live: LiveState, now: Timestamp, language: Language) {
        if self.checking.as_ref() != Some(&live.domain) {
            return;
        }
        self.checking = None;
        self.live = Some(live);
        if std::mem::take(&mut self.wants_plan) {
            self.make_plan(now, language);
            self.plan_count += 1;
        }
    }

    /// Makes the plan of the fields from the live state.
    fn make_plan(&mut self, now: Timestamp, language: Language) {
        self.wants_plan = false;
        match self.plan_from_fields(now, language) {
            Ok(plan) => (self.shown_plan, self.problem) = (Some(plan), None),
            Err(problem) => (self.shown_plan, self.problem) = (None, Some(problem)),
        }
    }

    fn plan_from_fields(&self, now: Timestamp, language: Language) -> Result<(SavedPlan, Rc<Plan>), PlanProblem> {
        let live = self.live.as_ref().ok_or(PlanProblem::Field(FieldProblem::Domain))?;
        let goal = self.fields.goal().map_err(PlanProblem::Field)?;
        let state = live.state.clone().map_err(PlanProblem::Unseen)?;
        let state = self.fields.complete(state, language).map_err(PlanProblem::Field)?;
        let start = self.start_time(now, language).ok_or(PlanProblem::Field(FieldProblem::Start))?;
        let domain = live.domain.clone();
        let plan = planner::plan(&state, &goal, start, self.fields.form);
        let plan = plan.map_err(|why| PlanProblem::Impossible(why, goal))?;
        Ok((SavedPlan::from_plan(&domain, &plan), Rc::new(plan)))
    }

    /// Returns the time in the start field, or the present minute if it is empty.
    fn start_time(&self, now: Timestamp, language: Language) -> Option<Timestamp> {
        let seconds = now.unix_seconds();
        if self.fields.start.trim().is_empty() {
            return Some(Timestamp::from_unix(seconds - seconds.rem_euclid(60)));
        }
        super::times::from_field(&self.fields.start, language)
    }

    fn choose_form(&mut self, form: PlanVariant) {
        self.fields.form = form;
        let Some((saved, _)) = self.shown_plan.take() else { return };
        let saved = SavedPlan { form, ..saved };
        self.shown_plan = saved.plan().and_then(Result::ok).map(|plan| (saved, Rc::new(plan)));
    }

    /// Makes a plan for the same goal from the present live state.
    fn replan(&mut self, now: Timestamp, language: Language) {
        self.fields.start.clear();
        self.is_earlier_plan = false;
        self.make_plan(now, language);
        self.plan_count += 1;
    }
}

impl Reducible for Model {
    type Action = ModelAction;

    fn reduce(self: Rc<Self>, action: ModelAction) -> Rc<Self> {
        let mut model = (*self).clone();
        match action {
            ModelAction::LinkOpened(text, language) => model.open_link(&text, language),
            ModelAction::FieldTyped(set, text) => set(&mut model.fields, text),
            ModelAction::GoalChosen(kind) => model.fields.choose_goal(kind),
            // The last input may not be rendered yet, but the fields here have it.
            ModelAction::Submitted(read, now, language) => model.submit(read(&model.fields.domain), now, language),
            ModelAction::CheckEnded(live, now, language) => model.apply_check(*live, now, language),
            ModelAction::FormChosen(form) => model.choose_form(form),
            ModelAction::CheckAgain => {
                if let Some((saved, _)) = &model.shown_plan {
                    let domain = saved.domain.clone();
                    model.is_earlier_plan = true;
                    model.request_check(domain);
                }
            }
            ModelAction::Replan(now, language) => model.replan(now, language),
        }
        Rc::new(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = "mx=10,a.test&policy=enforce,86400,a.test&id=1&ttl=60,60,60";
    const MADE: &str = "domain=example.com&goal=add-mx=b.test&start=2026-06-01T09:00:00Z";

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn live(domain: &str) -> LiveState {
        let state = SavedPlan::read(&format!("domain={domain}&{STATE}")).and_then(|saved| saved.state);
        LiveState {
            domain: domain.parse().expect("a domain"),
            state: state.ok_or(Unreadable::Mx),
            checked_at: at("2026-06-01T09:00:30Z"),
        }
    }

    fn after(model: Model, actions: Vec<ModelAction>) -> Model {
        let model = actions.into_iter().fold(Rc::new(model), Reducible::reduce);
        Rc::unwrap_or_clone(model)
    }

    fn new(text: &str) -> Model {
        Model::new(text, None, at("2026-06-01T09:00:40Z"), Language::En)
    }

    fn seen(domain: &str) -> ModelAction {
        ModelAction::CheckEnded(Box::new(live(domain)), at("2026-06-01T09:00:40Z"), Language::En)
    }

    #[test]
    fn a_goal_in_the_address_is_planned_as_soon_as_the_state_is_known() {
        let model = new("domain=example.com&goal=add-mx=b.test");
        assert_eq!((model.checking.as_ref().map(Domain::as_str), model.request), (Some("example.com"), 1));
        let model = after(model, vec![seen("other.example"), seen("example.com")]);
        assert_eq!(model.text(), Some(format!("{MADE}&{STATE}")));
        assert_eq!((model.checking, model.is_earlier_plan, model.plan_count), (None, false, 1));
    }

    #[test]
    fn a_plan_in_the_address_is_shown_at_once_and_compared_with_a_new_check() {
        let text = format!("{MADE}&{STATE}");
        let model = new(&text);
        assert_eq!((model.text(), model.is_earlier_plan, model.request), (Some(text), true, 1));
        assert_eq!(model.live_of_plan(), None);
        let model = after(model, vec![seen("example.com")]);
        assert!(model.live_of_plan().is_some() && model.plan_count == 0);
    }

    #[test]
    fn an_invalid_form_says_why_and_starts_no_check() {
        let sent = |domain: &str| {
            let typed = ModelAction::FieldTyped(|fields, text| fields.domain = text, domain.to_owned());
            let read = |typed: &str| typed.parse().ok();
            after(Model::default(), vec![typed, ModelAction::Submitted(read, at("2026-06-01T09:00:40Z"), Language::En)])
        };
        let model = sent("no domain");
        assert_eq!((model.problem, model.request), (Some(PlanProblem::Field(FieldProblem::Domain)), 0));
        let model = sent("example.com");
        assert_eq!((model.problem, model.request), (Some(PlanProblem::Field(FieldProblem::Value)), 0));
        assert_eq!(new("what is this").problem, Some(PlanProblem::Link));
        let model = after(new("domain=example.com&goal=add-mx=a.test"), vec![seen("example.com")]);
        assert!(matches!(model.problem, Some(PlanProblem::Impossible(PlanError::Done, _))), "{model:?}");
    }

    #[test]
    fn a_start_in_the_past_has_a_note_until_the_plan_is_resumed() {
        let notes = |model: &Model| model.shown_plan.as_ref().map(|(_, plan)| model.notes(plan));
        let typed = ModelAction::FieldTyped(|fields, text| fields.start = text, "2026-05-31T09:00".to_owned());
        let submit = ModelAction::Submitted(|typed| typed.parse().ok(), at("2026-06-01T09:00:40Z"), Language::En);
        let planned = after(new("domain=example.com&goal=add-mx=b.test"), vec![seen("example.com")]);
        let (now, past) = (notes(&planned), after(planned, vec![typed, submit]));
        assert_eq!((now, notes(&past)), (Some(vec![]), Some(vec![Note::StartPast(at("2026-05-31T09:00:00Z"))])));
        assert_eq!(notes(&after(past, vec![ModelAction::CheckAgain, seen("example.com")])), Some(Vec::new()));
    }

    #[test]
    fn the_other_form_is_a_plan_of_the_same_start() {
        let model = after(new(&format!("{MADE}&{STATE}")), vec![ModelAction::FormChosen(PlanVariant::Short)]);
        assert_eq!(model.text(), Some(format!("{MADE}&form=short&{STATE}")));
    }

    #[test]
    fn a_new_plan_begins_now() {
        let later = at("2026-06-05T10:20:30Z");
        let model =
            after(new(&format!("{MADE}&{STATE}")), vec![seen("example.com"), ModelAction::Replan(later, Language::En)]);
        let start = model.shown_plan.as_ref().map(|(_, plan)| plan.start);
        assert_eq!((start, model.is_earlier_plan, model.plan_count), (Some(at("2026-06-05T10:20:00Z")), false, 1));
    }
}
